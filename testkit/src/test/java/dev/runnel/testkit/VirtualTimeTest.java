package dev.runnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  @Test
  void whatIsDueRunsInItsOrder() {
    time.after(Duration.ofSeconds(2), () -> ran.add("second"));
    time.after(Duration.ofSeconds(1), () -> ran.add("first"));
    time.after(Duration.ofSeconds(1), () -> ran.add("cancelled")).cancel();

    time.advance(Duration.ofSeconds(2));

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void aClockThatNeverRunsOutIsOne() {
    time.advance(Duration.ofSeconds(1));
    time.after(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));

    time.advance(Duration.ofDays(365));

    assertThat(ran).isEmpty();
  }

  @Test
  void timeDoesNotRunBackwardsWhereATaskMovesItOn() {
    time.after(Duration.ofSeconds(1), () -> time.advance(Duration.ofSeconds(9)));

    time.advance(Duration.ofSeconds(2));

    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
  }
}
