package dev.runnel.distribution.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a page quotes from a source that is built, {@code <!-- from: FILE -->}, stands there line by
 * line; a line {@code …} stands for some that were left out.
 */
class QuotesTest {
  private static final Path ROOT = Path.of("..");

  static Stream<Snippet> quotes() {
    return Snippet.pages().flatMap(Snippet::of).filter(one -> one.mark().equals("from"));
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void whatAPageQuotesStandsInTheSource(Snippet quote) throws IOException {
    List<String> source = lines(Files.readString(ROOT.resolve(quote.of())));
    int from = 0;
    for (List<String> run : runs(lines(quote.text()))) {
      int found = indexOf(source, run, from);

      assertThat(found)
          .as("%s quotes %s, where this does not stand: %s", quote.page(), quote.of(), run)
          .isNotNegative();
      from = found + run.size();
    }
  }

  @Test
  void whatStandsNowhereIsNotFound() {
    List<String> source = List.of("one", "two", "three");

    assertThat(indexOf(source, List.of("two", "three"), 0)).isEqualTo(1);
    assertThat(indexOf(source, List.of("one", "three"), 0)).isNegative();
    assertThat(indexOf(source, List.of("one"), 1)).isNegative();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static List<List<String>> runs(List<String> lines) {
    List<List<String>> runs = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines) {
      if (line.equals("…")) {
        runs.add(new ArrayList<>());
      } else {
        runs.get(runs.size() - 1).add(line);
      }
    }
    return runs;
  }

  private static int indexOf(List<String> lines, List<String> run, int from) {
    for (int i = from; i + run.size() <= lines.size(); i++) {
      if (lines.subList(i, i + run.size()).equals(run)) {
        return i;
      }
    }
    return -1;
  }
}
