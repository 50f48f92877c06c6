package dev.runnel.fake;

import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One thing that a reply does. */
sealed interface Step {
  /**
   * Content, which waits until it is wanted.
   *
   * @param signal returns whether more is wanted
   */
  record Say(Predicate<Exchange> signal) implements Step {}

  /** Content again and again, without end. */
  record Flood(Predicate<Exchange> signal) implements Step {}

  /** Something that is no content, or the end. */
  record Tell(Consumer<Exchange> signal) implements Step {}

  /** Waits. */
  record Pause(Duration duration) implements Step {}

  /** Waits until this has completed, however it did. */
  record Await(CompletionStage<?> gate) implements Step {}
}
