package dev.runnel.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final List<String> stopped = new ArrayList<>();

  @Test
  void stopsWhatIsUnderWay() {
    interruption.onInterrupt(() -> stopped.add("call"));
    assertThat(interruption.happened()).isFalse();
    interruption.ended();
    interruption.fire();

    assertThat(stopped).containsExactly("call");
    assertThat(interruption.happened()).isTrue();
  }

  @Test
  void stopsAtOnceWhatBeginsLater() {
    interruption.fire(); // waits for nobody, since nothing is under way
    interruption.onInterrupt(() -> stopped.add("late"));

    assertThat(stopped).containsExactly("late");
  }

  @Test
  void doesNotStopWhatHasEndedByItself() {
    interruption.onInterrupt(() -> stopped.add("ended")).withdraw();
    interruption.fire();

    assertThat(stopped).isEmpty();
  }

  @Test
  void canStopTheWorkAndLetTheProcessGoOn() {
    interruption.onInterrupt(() -> stopped.add("first")).withdraw();
    interruption.onInterrupt(() -> stopped.add("second"));
    interruption.stopWork();
    interruption.onInterrupt(() -> stopped.add("later"));

    assertThat(stopped).containsExactly("second");
    assertThat(interruption.happened()).isFalse();
  }
}
