package dev.runnel.cli.render;

import dev.runnel.api.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How fast an answer comes. Contents are counted by the thread that takes them; the rest is asked
 * behind the end.
 */
public final class Tempo {
  private static final long LEAST_NANOS = Duration.ofMillis(1).toNanos();

  private final LongSupplier nanoTime;
  private final long started;
  private volatile long first;
  private volatile long last;
  private volatile long contents;
  private volatile boolean reasoned;

  /** Starts the clock. */
  public Tempo(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
  }

  /** A token of text, of a tool call, or the like came. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  public void content() {
    last = nanoTime.getAsLong();
    if (contents == 0) {
      first = last;
    }
    contents++;
  }

  /** A token of reasoning came. */
  public void reasoning() {
    reasoned = true;
    content();
  }

  /** How many contents came. */
  public long contents() {
    return contents;
  }

  /** From the start to now. */
  public Duration took() {
    return Duration.ofNanos(nanoTime.getAsLong() - started);
  }

  /** From the start to the first content; empty: none came. */
  public Optional<Duration> toFirst() {
    return contents == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(first - started));
  }

  /**
   * Tokens in a second behind the first one, which waits for other reasons than the rest. Counted
   * by the service where it counts, else by contents; reasoning that was not shown came before the
   * first and is left out. Empty where there is too little to tell.
   */
  public OptionalDouble tokensPerSecond(Usage usage) {
    long nanos = last - first;
    long hidden = reasoned ? 0 : usage.reasoningTokens().orElse(0);
    long tokens =
        usage.outputTokens().isPresent() ? usage.outputTokens().getAsLong() - hidden : contents;
    return contents < 2 || tokens < 2 || nanos < LEAST_NANOS
        ? OptionalDouble.empty()
        : OptionalDouble.of((tokens - 1) * 1e9 / nanos);
  }
}
