package dev.runnel.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeBlockTest {
  @Test
  void onlyTheFirstBlocksContentIsLetThrough() {
    assertThat(extracted("Here:\n\n```sh\nls -l\npwd\n```\nand\n```\nother\n```\n"))
        .isEqualTo("ls -l\npwd");
  }

  @Test
  void whatIsInsideIsLetThroughAtOnce() {
    CodeBlock block = new CodeBlock();

    assertThat(
            pieces(block, "Sure:\n``", "`js\n", "let", " a;", "\n", "`", "a`\n", "``", "`", "\n!"))
        .containsExactly("", "", "let", " a;", "", "", "\n`a`", "", "", "");
    assertThat(block.end()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "No code.", "```", "Use ```a``` here\n", "``\nx\n``\n", "x ```\ny\n```"})
  void withoutABlockTheWholeTextIsLetThroughAtItsEnd(String text) {
    CodeBlock block = new CodeBlock();

    assertThat(block.next(text)).isEmpty();
    assertThat(block.found()).isFalse();
    assertThat(block.end()).isEqualTo(text);
  }

  @Test
  void aBlockThatDoesNotEndIsLetThroughAsFarAsItCame() {
    assertThat(extracted("```\na\n``")).isEqualTo("a\n``");
    assertThat(extracted("```\na\n")).isEqualTo("a");
    assertThat(extracted("```\na\n```")).isEqualTo("a");
  }

  @Test
  void aLongerFenceHoldsShorterOnes() {
    assertThat(extracted("````md\n```\na\n```\n````\n")).isEqualTo("```\na\n```");
    assertThat(extracted("~~~\n```\na\n```\n~~~~~ \n")).isEqualTo("```\na\n```");
  }

  @Test
  void aFenceWithinALineOrWithWordsBehindItEndsNothing() {
    assertThat(extracted("```\na ```\n``` b\n```")).isEqualTo("a ```\n``` b");
  }

  @Test
  void theIndentationOfABlockInAListIsTakenAway() {
    assertThat(extracted("1. Run\n    ```sh\n    a\n      b\n   c\n\n    ```\n"))
        .isEqualTo("a\n  b\nc\n");
    assertThat(extracted("```py\n'''\n    ```\n'''\n```")).isEqualTo("'''\n    ```\n'''");
  }

  @Test
  void lineEndsStayWhatTheyAre() {
    assertThat(extracted("```\r\na\r\n\r\nb\rc\r\n```\r\n")).isEqualTo("a\r\n\r\nb\rc");
  }

  @Property(tries = 2_000)
  void whereverATextIsCutTheSameIsLetThrough(@ForAll("markdown") String text, @ForAll long seed) {
    CodeBlock block = new CodeBlock();
    StringBuilder shown = new StringBuilder();
    Random random = new Random(seed);
    for (int at = 0; at < text.length(); ) {
      int next = Math.min(text.length(), at + random.nextInt(4));
      shown.append(block.next(text.substring(at, next)));
      at = next;
    }

    assertThat(shown.append(block.end())).hasToString(byLines(text));
  }

  @Provide
  Arbitrary<String> markdown() {
    return Arbitraries.of(
            "\n", "\n", "\r\n", "\r", "`", "```", "```", "````", "~~~", " ", "   ", "\t", "a", "sh")
        .list()
        .ofMaxSize(30)
        .map(list -> String.join("", list));
  }

  /** The same, by looking at whole lines. */
  private static String byLines(String text) {
    List<String> lines = new ArrayList<>();
    Matcher line = Pattern.compile("[^\n]*\n|[^\n]+$").matcher(text);
    while (line.find()) {
      lines.add(line.group());
    }
    Pattern opening = Pattern.compile("([ \t]*)(`{3,}(?=[^`]*$)|~{3,})[^\n]*?\r?\n");
    for (int i = 0; i < lines.size(); i++) {
      Matcher open = Pattern.compile(opening.pattern(), Pattern.DOTALL).matcher(lines.get(i));
      if (open.matches()) {
        return inside(lines.subList(i + 1, lines.size()), open.group(1).length(), open.group(2));
      }
    }
    return text;
  }

  private static String inside(List<String> lines, int indent, String fence) {
    Pattern closing =
        Pattern.compile(
            "[ \t]{0," + (indent + 3) + "}" + fence + fence.charAt(0) + "*[ \t]*(\r?\n|\r)?");
    StringBuilder content = new StringBuilder();
    for (String line : lines) {
      if (closing.matcher(line).matches()) {
        break;
      }
      content.append(line.replaceFirst("^[ \t]{0," + indent + "}", ""));
    }
    return content.toString().replaceFirst("\r\\z", "").replaceFirst("\r?\n\\z", "");
  }

  private static List<String> pieces(CodeBlock block, String... pieces) {
    return Arrays.stream(pieces).map(block::next).toList();
  }

  private static String extracted(String text) {
    CodeBlock block = new CodeBlock();
    return block.next(text) + block.end();
  }
}
