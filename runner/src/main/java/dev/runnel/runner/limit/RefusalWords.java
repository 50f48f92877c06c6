package dev.runnel.runner.limit;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.runner.policy.EndpointLimits;
import java.time.Duration;
import java.util.Optional;

/** What is told to a call that gets no permit: which limit, how full, when again, what to do. */
final class RefusalWords {
  private final String endpoint;
  private final EndpointLimits limits;

  RefusalWords(String endpoint, EndpointLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
  }

  /**
   * There is no place to wait.
   *
   * @param taken how much of the limit is taken
   * @param room how long until the first in the queue has room, where time alone makes it
   */
  ChatException queueFull(Limit limit, long taken, int waiting, Optional<Duration> room) {
    String queue =
        limits.queue() == 0
            ? ", and none may wait"
            : ", and " + waiting + " of " + limits.queue() + " calls wait";
    return refusal(fullness(limit, taken) + queue, room, limit, "queue");
  }

  /** It would wait longer than it may. */
  ChatException waitTooLong(Limit limit, long taken, Duration wait, Duration patience) {
    return refusal(
        fullness(limit, taken)
            + "; this call's turn is in "
            + seconds(wait)
            + ", and it may wait "
            + seconds(patience),
        Optional.of(wait),
        limit,
        "patience");
  }

  /** It has waited as long as it may. */
  ChatException waitedTooLong(
      Limit limit, long taken, Duration patience, int before, Optional<Duration> room) {
    return refusal(
        fullness(limit, taken)
            + "; this call waited "
            + seconds(patience)
            + ", and "
            + (before == 0
                ? "was the next"
                : before + (before == 1 ? " was" : " were") + " before it"),
        room,
        limit,
        "patience");
  }

  private String fullness(Limit limit, long taken) {
    long most =
        switch (limit) {
          case CONCURRENCY -> limits.concurrency().orElse(0);
          case REQUESTS -> limits.requestsPerMinute().orElse(0);
          case TOKENS -> limits.tokensPerMinute().orElse(0);
        };
    return "No room at '" + endpoint + "': " + taken + " of " + most + " " + limit.counted();
  }

  private ChatException refusal(
      String message, Optional<Duration> room, Limit limit, String other) {
    RetryAdvice advice =
        room.map(RetryAdvice.ANOTHER_ENDPOINT::after).orElse(RetryAdvice.ANOTHER_ENDPOINT);
    return ChatException.builder(ErrorKind.RATE_LIMITED, message)
        .endpoint(endpoint)
        .retry(advice)
        .nextStep(
            "Ask again "
                + room.map(wait -> "in " + seconds(wait)).orElse("when one of them has ended")
                + ", ask another endpoint, or raise the limit '"
                + limit.setting()
                + "' or '"
                + other
                + "' of '"
                + endpoint
                + "'")
        .build();
  }

  /** Rounded up: who comes too early is refused again. */
  private static String seconds(Duration time) {
    return time.compareTo(Duration.ofSeconds(1)) < 0
        ? Math.max(0, time.plusNanos(999_999).toMillis()) + " ms"
        : time.plusNanos(999_999_999).toSeconds() + " s";
  }
}
