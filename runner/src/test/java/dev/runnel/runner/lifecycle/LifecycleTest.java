package dev.runnel.runner.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> closed = new ArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();

  @Test
  void closesTheLatestFirstAndOnlyOnce() {
    lifecycle.closeAtEnd(() -> closed.add("first"));
    lifecycle.closeAtEnd(() -> closed.add("second"));
    lifecycle.close();
    lifecycle.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closesAllWhateverThrowsAndKeepsEveryFailure() {
    lifecycle.closeAtEnd(() -> closed.add("first"));
    lifecycle.closeAtEnd(
        () -> {
          throw new IllegalStateException("b");
        });
    lifecycle.closeAtEnd(
        () -> {
          throw new IOException("c");
        });

    assertThatThrownBy(lifecycle::close)
        .hasRootCauseMessage("c")
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed()).extracting("message").containsExactly("b"));
    assertThat(closed).containsExactly("first");
  }

  @Test
  void closesAtOnceWhatComesTooLate() {
    lifecycle.close();

    assertThatThrownBy(() -> lifecycle.closeAtEnd(() -> closed.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(closed).containsExactly("late");
  }
}
