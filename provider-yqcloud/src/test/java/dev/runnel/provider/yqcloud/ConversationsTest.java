package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private long now = 1_687_700_000_000L;
  private final Conversations conversations = new Conversations(() -> now);

  private String of(String conversation) {
    return conversations.userId(Optional.of(conversation));
  }

  @Test
  void anIdIsTheTimeAtWhichTheConversationBegan() {
    assertThat(of("a")).isEqualTo("#/chat/1687700000000");
    now += 5_000;
    assertThat(of("b")).isEqualTo("#/chat/1687700005000");
    assertThat(of("a")).isEqualTo("#/chat/1687700000000");
  }

  @Test
  void twoThatBeginInTheSameMillisecondDiffer() {
    assertThat(of("a")).isNotEqualTo(of("b"));
  }

  @Test
  void aClockThatIsSetBackGivesNoIdTwice() {
    String first = of("a");
    now -= 60_000;
    assertThat(of("b")).isNotEqualTo(first);
    now += 59_999;
    assertThat(of("c")).isNotIn(first, of("b"));
  }

  @Test
  void aRequestOfNoConversationBeginsOne() {
    assertThat(conversations.userId(Optional.empty()))
        .isNotEqualTo(conversations.userId(Optional.empty()));
  }

  @Test
  void theOnesInUseAreKeptAndTheLongestUnusedForgotten() {
    String used = of("used");
    String unused = of("unused");
    for (int i = 0; i < 10_000; i++) {
      of("other-" + i);
      of("used");
    }

    assertThat(of("used")).isEqualTo(used);
    assertThat(of("unused")).isNotEqualTo(unused);
  }
}
