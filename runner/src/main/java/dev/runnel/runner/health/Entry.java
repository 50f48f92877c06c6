package dev.runnel.runner.health;

import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import dev.runnel.api.RateLimit;
import java.time.Duration;

/** Whether a call was let in. */
public sealed interface Entry permits Entry.Visit, Entry.Refused {
  /** It is left alone. */
  record Refused(Obstacle obstacle) implements Entry {}

  /** It was let in; exactly one of the methods says how it went. */
  final class Visit implements Entry {
    private final Health health;
    private final int epoch;

    Visit(Health health, int epoch) {
      this.health = health;
      this.epoch = epoch;
    }

    /** It gave content, or a whole answer without any, and has ended. */
    public void ended(Outcome outcome) {
      health.ended(epoch, outcome);
    }

    /** It failed before its first content. */
    public void failed(ChatException failure) {
      health.failed(epoch, failure);
    }

    /**
     * It told of a limit of the service's.
     *
     * @param ago when
     */
    public void heed(RateLimit limit, Duration ago) {
      health.heed(limit, ago);
    }

    /** It was cancelled, or not begun after all: nothing was learned. */
    public void released() {
      health.released(epoch);
    }
  }
}
