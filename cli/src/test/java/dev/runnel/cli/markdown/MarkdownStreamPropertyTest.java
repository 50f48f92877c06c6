package dev.runnel.cli.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MarkdownStreamPropertyTest {
  private static final List<String> TOKENS =
      List.of(
          "a",
          "word ",
          " ",
          "  ",
          "\n",
          "\n\n",
          "*",
          "**",
          "***",
          "_",
          "~~",
          "`",
          "``",
          "```",
          "```java\n",
          "~~~",
          "\\",
          "[",
          "]",
          "](",
          "(",
          ")",
          "![",
          "<",
          ">",
          "> ",
          "https://a.b",
          "#",
          "# ",
          "- ",
          "-",
          "---\n",
          "+ ",
          "1. ",
          "12) ",
          "    ",
          "\t",
          "|",
          "|a|b|\n",
          "|-|:-:|\n",
          "[ ] ",
          "[x] ",
          "你",
          "。",
          "😀",
          "e\u0301",
          "ab_c",
          "\r\n",
          "<br>",
          ".",
          "!");

  @Provide
  Arbitrary<String> markdown() {
    return Arbitraries.of(TOKENS).list().ofMaxSize(60).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> longLines() {
    Arbitrary<String> filling = Arbitraries.of("x", "y ", "word ").map(text -> text.repeat(60));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.of(TOKENS)), net.jqwik.api.Tuple.of(1, filling))
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Property(tries = 3_000)
  void howTheTextIsCutChangesNothing(
      @ForAll("markdown") String text,
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 9) Integer> cuts,
      @ForAll @IntRange(min = 0, max = 40) int columns) {
    assertThat(shown(cut(text, cuts), columns)).isEqualTo(shown(List.of(text), columns));
  }

  @Property(tries = 1_000)
  void howLongLinesAreCutChangesNothing(
      @ForAll("longLines") String text,
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 200) Integer> cuts) {
    assertThat(shown(cut(text, cuts), 80)).isEqualTo(shown(List.of(text), 80));
  }

  /** Without markup, nothing but blanks at breaks may change. */
  @Property(tries = 1_000)
  void noTextIsLost(
      @ForAll("words") List<String> words, @ForAll @IntRange(min = 1, max = 40) int columns) {
    String shown = shown(List.of(String.join(" ", words)), columns);

    assertThat(shown.replaceAll("\\s", "")).isEqualTo(String.join("", words));
    assertThat(shown.lines()).allMatch(line -> CellWidth.of(line) <= Math.max(2, columns));
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of("a", "bc", "def", "verylongwordindeed", "你好", "😀", "x.", "e\u0301")
        .list()
        .ofMaxSize(40);
  }

  /** Every style that is begun is ended before its line is. */
  @Property(tries = 1_000)
  void everyLineEndsPlain(@ForAll("markdown") String text) {
    for (String line : shown(List.of(text), 30).split("\n")) {
      String last = line.replaceAll("(?s).*(\u001b\\[[0-9;]*m).*", "$1");
      assertThat(last.startsWith("\u001b") ? last : "").isIn("", "\u001b[0m");
    }
  }

  private static List<String> cut(String text, List<Integer> lengths) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    for (int i = 0; at < text.length(); i++) {
      int length = lengths.isEmpty() ? 1 : lengths.get(i % lengths.size());
      int end = Math.min(text.length(), at + length);
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }

  private static String shown(List<String> pieces, int columns) {
    List<String> out = new ArrayList<>();
    MarkdownStream stream = new MarkdownStream(out::add, () -> columns);
    pieces.forEach(stream::write);
    stream.end();
    return out.stream().collect(Collectors.joining());
  }
}
