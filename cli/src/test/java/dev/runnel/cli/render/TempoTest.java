package dev.runnel.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Usage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TempoTest {
  private final AtomicLong clock = new AtomicLong(5);
  private final Tempo tempo = new Tempo(clock::get);

  @Test
  void theRateIsThatBehindTheFirstToken() {
    after(Duration.ofSeconds(9)).content();
    for (int i = 0; i < 20; i++) {
      after(Duration.ofMillis(100)).content();
    }
    after(Duration.ofSeconds(1));

    assertThat(tempo.toFirst()).hasValue(Duration.ofSeconds(9));
    assertThat(tempo.took()).isEqualTo(Duration.ofSeconds(12));
    assertThat(tempo.contents()).isEqualTo(21);
    assertThat(tempo.tokensPerSecond(Usage.ABSENT)).hasValue(10);
    assertThat(tempo.tokensPerSecond(Usage.reported(1, 41))).hasValue(20);
  }

  @Test
  void reasoningThatWasNotShownIsLeftOut() {
    Usage usage = Usage.reported(1, 141).withReasoning(100);
    after(Duration.ofSeconds(9)).content();
    after(Duration.ofSeconds(1)).content();

    assertThat(tempo.tokensPerSecond(usage)).hasValue(40);
  }

  @Test
  void reasoningThatWasShownCounts() {
    Usage usage = Usage.reported(1, 141).withReasoning(100);
    after(Duration.ofSeconds(9)).reasoning();
    after(Duration.ofSeconds(1)).content();

    assertThat(tempo.tokensPerSecond(usage)).hasValue(140);
  }

  @Test
  void anAnswerInOnePieceHasNoRate() {
    assertThat(tempo.tokensPerSecond(Usage.reported(1, 50))).isEmpty();
    after(Duration.ofSeconds(1)).content();
    assertThat(tempo.tokensPerSecond(Usage.reported(1, 50))).isEmpty();
    tempo.content();
    assertThat(tempo.tokensPerSecond(Usage.reported(1, 50))).isEmpty();
  }

  private Tempo after(Duration time) {
    clock.addAndGet(time.toNanos());
    return tempo;
  }
}
