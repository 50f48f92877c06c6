package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EchoFilterTest {
  private static String filtered(String prefix, String message, List<String> pieces) {
    StringBuilder out = new StringBuilder();
    EchoFilter filter = new EchoFilter(prefix, message, out::append);
    pieces.forEach(filter::text);
    filter.end();
    return out.toString();
  }

  /** What it should do, said of the text as a whole. */
  static String reference(String prefix, String message, String text) {
    if (prefix.isEmpty()) {
      return text;
    }
    if (text.startsWith(prefix + message)) {
      return text.substring(prefix.length() + message.length());
    }
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  /** Few letters, so that beginnings agree often. */
  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(4);
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return words().list().ofMaxSize(6);
  }

  @Property(tries = 5_000)
  void itDoesTheSameHoweverTheTextIsCut(
      @ForAll @From("words") String prefix,
      @ForAll @From("words") String message,
      @ForAll @From("pieces") List<String> pieces) {
    assertThat(filtered(prefix, message, pieces))
        .isEqualTo(reference(prefix, message, String.join("", pieces)));
  }

  @Example
  void textThatCannotBeAnEchoIsNotHeldBack() {
    List<String> out = new ArrayList<>();
    EchoFilter filter = new EchoFilter("prefix | ", "message", out::add);

    filter.text("pre");
    assertThat(out).isEmpty();
    filter.text("sto");
    assertThat(out).containsExactly("presto");
    filter.text(" prefix | message");
    assertThat(out).containsExactly("presto", " prefix | message");
  }

  @Example
  void anEchoIsGoneAsSoonAsItIsWhole() {
    List<String> out = new ArrayList<>();
    EchoFilter filter = new EchoFilter("p|", "m", out::add);

    filter.text("p|m");
    filter.text("p|m");

    assertThat(out).containsExactly("p|m");
  }
}
