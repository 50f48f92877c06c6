package dev.runnel.sandbox.eliza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElizaTest {

  private final Eliza eliza = new Eliza(1);

  private String reply(String... said) {
    List<Turn> turns = new ArrayList<>();
    for (String text : said) {
      turns.add(new Turn("user", text));
      turns.add(new Turn("assistant", "…"));
    }
    turns.remove(turns.size() - 1);
    return eliza.reply(turns);
  }

  @Test
  void theSameConversationGetsTheSameReply() {
    assertThat(reply("Hello", "I am sad.")).isEqualTo(reply("Hello", "I am sad."));
  }

  @Test
  void anotherSeedGetsOtherReplies() {
    List<Turn> turns = List.of(new Turn("user", "I need a holiday"));

    assertThat(IntStream.range(0, 50).mapToObj(seed -> new Eliza(seed).reply(turns)).distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void aPhraseIsTurnedToTheOtherSide() {
    assertThat(reply("I need you to help me with my cat.")).contains("I to help you with your cat");
  }

  @Test
  void aNameIsRemembered() {
    assertThat(reply("My name is Ада.", "Fine.", "What is my name?")).contains("Ада");
    assertThat(reply("What is my name?")).contains("not told me");
  }

  @Test
  void sheSaysWhoSheIs() {
    assertThat(reply("Who are you?")).contains("Eliza");
  }

  @Test
  void whatSheDoesNotUnderstandSheQuotesWithoutHarm() {
    for (int length = 0; length < 200; length++) {
      String said = "日本語 😀".repeat(length);
      String reply = reply(said);
      assertThat(reply).isNotBlank();
      assertThat(
              new String(
                  reply.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(reply);
    }
  }

  @Test
  void bracesAndDollarsAreNothingSpecial() {
    assertThat(reply("I need {} and $1 \\ now")).contains("{} and $1 \\ now");
  }

  @Test
  void anEmptyConversationIsSilence() {
    assertThat(eliza.reply(List.of())).isNotBlank();
    assertThat(reply("   ")).isNotBlank();
  }

  @Test
  void aVeryLongMessageIsAnsweredInShort() {
    assertThat(reply("I want " + "more ".repeat(1_000_000))).hasSizeLessThan(200);
  }
}
