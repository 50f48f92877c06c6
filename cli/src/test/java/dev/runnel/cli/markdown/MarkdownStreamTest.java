package dev.runnel.cli.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MarkdownStreamTest {
  /** What is shown, with a readable mark where the style changes: {@code «1» bold, «» plain}. */
  private static String shown(String markdown, int columns) {
    StringBuilder out = new StringBuilder();
    MarkdownStream stream = new MarkdownStream(out::append, () -> columns);
    stream.write(markdown);
    stream.end();
    return out.toString().replaceAll("\u001b\\[0;?([0-9;]*)m", "«$1»");
  }

  private static String shown(String markdown) {
    return shown(markdown, 0);
  }

  @Nested
  class TextInALine {
    @Test
    void isShownAsItIsWhereNothingIsMarked() {
      String text = "2 * 3 < 7, snake_case_name, a*, [1], 5*x, $HOME, ~50, <b>, x = `";

      assertThat(shown(text)).isEqualTo(text);
    }

    @Test
    void isBoldItalicStruckOutOrCode() {
      assertThat(shown("a **b c** *d* _e_ ~~f~~ `g*h*` i"))
          .isEqualTo("a «1»b c«» «3»d«» «3»e«» «9»f«» «36»g*h*«» i");
    }

    @Test
    void isNested() {
      assertThat(shown("***a* b** **c *d***")).isEqualTo("«1;3»a«1» b«» «1»c «1;3»d«»");
    }

    @Test
    void showsWhereALinkLeads() {
      assertThat(shown("see [the *docs*](https://a.example/b_c_d), <https://b.example>"))
          .isEqualTo("see «4»the «3;4»docs«2» (https://a.example/b_c_d)«», «4»https://b.example«»");
    }

    @Test
    void showsAnAddressThatIsItsOwnTextOnce() {
      assertThat(shown("[https://a.example](https://a.example)"))
          .isEqualTo("«4»https://a.example«»");
    }

    @Test
    void ofImagesIsTheirDescription() {
      assertThat(shown("![a cat](cat.png)!")).isEqualTo("«4»a cat«2» (cat.png)«»!");
    }

    @Test
    void obeysBackslashes() {
      assertThat(shown("\\*a\\* \\d `\\`")).isEqualTo("*a* \\d «36»\\«»");
    }

    @Test
    void keepsDelimitersThatNothingCloses() {
      assertThat(shown("**a *b* c\nd** e")).isEqualTo("**a «3»b«» c\nd** e");
    }

    @Test
    void isShownWhenItIsUnderstood() {
      StringBuilder out = new StringBuilder();
      MarkdownStream stream = new MarkdownStream(out::append, () -> 80);
      stream.write("one two **three");
      assertThat(out.toString()).isEqualTo("one two");
      stream.write(" four** five ");
      assertThat(out.toString()).isEqualTo("one two \u001b[0;1mthree four\u001b[0m five");
    }

    @Test
    void isHeldBackNoFurtherThanTheReachOfADelimiter() {
      StringBuilder out = new StringBuilder();
      MarkdownStream stream = new MarkdownStream(out::append, () -> 0);
      stream.write("*" + "word ".repeat(100));

      assertThat(out.toString()).startsWith("*word word");
    }
  }

  @Nested
  class Blocks {
    @Test
    void areHeadings() {
      assertThat(shown("# One\n\n## Two\n#three\n#"))
          .isEqualTo("«1;4;35»One«»\n\n«1;35»Two«»\n#three\n");
    }

    @Test
    void areListsWithTheirItemsSetIn() {
      assertThat(
              shown(
                  "- one\n  - two\n    more\n1. three\n   * four\n10) five\n\nOutside\n- [x] done"))
          .isEqualTo(
              "• one\n  • two\n    more\n1. three\n   • four\n10) five\n\nOutside\n• ☑ done");
    }

    @Test
    void areBrokenUnderTheirOwnBeginning() {
      assertThat(shown("- one two three\n  > q", 9)).isEqualTo("• one two\n  three\n«2»│ «»q");
    }

    @Test
    void areQuotes() {
      assertThat(shown("> one *two*\n>\n> > three\n\nfour"))
          .isEqualTo("«2»│ «»one «3»two«»\n«2»│ «»\n«2»│ «»«2»│ «»three\n\nfour");
    }

    @Test
    void areRules() {
      assertThat(shown("a\n\n---\n\n* * *", 5)).isEqualTo("a\n\n«2»─────«»\n\n«2»─────«»");
    }

    @Test
    void areSeparatedByOneBlankLine() {
      assertThat(shown("\n\na\n\n\n \nb\n\n")).isEqualTo("a\n\nb");
    }
  }

  @Nested
  class Code {
    @Test
    void standsBetweenRulesAsItIs() {
      assertThat(shown("```python\ndef *f*():\n\n    return `1` | 2\n```\nafter", 12))
          .isEqualTo(
              "«2»── python ───«»\ndef *f*():\n\n    return `1` | 2\n«2»────────────«»\nafter");
    }

    @Test
    void endsOnlyAtAFenceAsLongAsItsOwn() {
      assertThat(shown("~~~~\n```\n~~~\n~~~~ x\n~~~~~\nb", 5))
          .isEqualTo("«2»─────«»\n```\n~~~\n~~~~ x\n«2»─────«»\nb");
    }

    @Test
    void inAListLosesTheListsIndent() {
      assertThat(shown("1. a\n   ```\n   x\n     y\n   ```\n2. b", 6))
          .isEqualTo("1. a\n   «2»───«»\n   x\n     y\n   «2»───«»\n2. b");
    }

    @Test
    void mayBeAnItem() {
      assertThat(shown("- ```\n  x\n  ```", 8)).isEqualTo("• «2»──────«»\n  x\n  «2»──────«»");
    }

    @Test
    void inAQuoteEndsWithIt() {
      assertThat(shown("> ```\n> x\ny", 6))
          .isEqualTo("«2»│ «»«2»────«»\n«2»│ «»x\n«2»│ «»«2»────«»\ny");
    }

    @Test
    void mayBeIndented() {
      assertThat(shown("a\n\n    b *c*\n\nd")).isEqualTo("a\n\n    b *c*\n\nd");
    }
  }

  @Nested
  class Tables {
    @Test
    void areLaidOut() {
      assertThat(shown("|a|bb|\n|---|--:|\n|ccc|*d*|\n|你|`x\\|y`|\nafter"))
          .isEqualTo(
              """
              «1»a«»  «2» │ «» «1»bb«»
              «2»────┼────«»
              ccc«2» │ «»  «3»d«»
              你 «2» │ «»«36»x|y«»
              after""");
    }

    @Test
    void haveTheirCellsBrokenWhereTheyAreTooWide() {
      assertThat(shown("|a|b|\n|-|-|\n|one two three|four five|", 16))
          .isEqualTo(
              """
              «1»a«»     «2» │ «»«1»b«»
              «2»───────┼────────«»
              one   «2» │ «»four
              two   «2» │ «»five
              three «2» │ «»""");
    }

    @Test
    void areTextWithoutASecondLineThatSaysSo() {
      assertThat(shown("| a |\n| b |\n\nc")).isEqualTo("| a |\n| b |\n\nc");
    }
  }

  @Nested
  class Lines {
    @Test
    void areBrokenBetweenWords() {
      assertThat(shown("one two  three", 8)).isEqualTo("one two\nthree");
    }

    @Test
    void areBrokenInWordsThatAreTooLong() {
      assertThat(shown("ab cdefghijk l", 5)).isEqualTo("ab\ncdefg\nhijk\nl");
    }

    @Test
    void countWideCharactersTwiceAndBreakBetweenThem() {
      assertThat(shown("你好世界。再见", 6)).isEqualTo("你好世\n界。再\n见");
      assertThat(shown("a 😀😀😀", 6)).isEqualTo("a 😀😀\n😀");
    }

    @Test
    void carryTheirStyleOverABreak() {
      assertThat(shown("a **b c** d", 3)).isEqualTo("a «1»b«»\n«1»c«» d");
    }

    @Test
    void areAtMostAHundredColumns() {
      assertThat(shown("word ".repeat(40), 300).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void ofAWindowStyleEndAlike() {
      assertThat(shown("a\r\nb")).isEqualTo("a\nb");
    }
  }
}
