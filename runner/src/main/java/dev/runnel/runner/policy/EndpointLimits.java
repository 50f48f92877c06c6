package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much is asked of an endpoint at most. What is more waits its turn, in the order of arrival;
 * what finds the queue full is refused at once.
 *
 * @param concurrency how many calls are under way at a time; at least 1; empty: any number
 * @param requestsPerMinute how many calls begin in a minute; at least 1; empty: any number
 * @param tokensPerMinute how many tokens are used in a minute, questions and answers together; at
 *     least 1; empty: any number
 * @param queue how many calls wait at most; 0: none, what exceeds a limit is refused
 * @param patience how long a call waits at most; positive; empty: as long as the call may take
 */
public record EndpointLimits(
    OptionalInt concurrency,
    OptionalInt requestsPerMinute,
    OptionalInt tokensPerMinute,
    int queue,
    Optional<Duration> patience) {
  /** How many calls wait at most where nothing else was said. */
  public static final int DEFAULT_QUEUE = 1_000;

  /** No limit. */
  public static final EndpointLimits NONE =
      new EndpointLimits(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          DEFAULT_QUEUE,
          Optional.empty());

  public EndpointLimits {
    requireNonNull(patience, "patience is null");
    atLeastOne(concurrency, "concurrency");
    atLeastOne(requestsPerMinute, "requestsPerMinute");
    atLeastOne(tokensPerMinute, "tokensPerMinute");
    if (queue < 0) {
      throw new IllegalArgumentException("queue is negative: " + queue);
    }
    if (patience.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new IllegalArgumentException("patience is not positive: " + patience.get());
    }
  }

  private static void atLeastOne(OptionalInt value, String name) {
    if (value.isPresent() && value.getAsInt() < 1) {
      throw new IllegalArgumentException(name + " is below 1: " + value.getAsInt());
    }
  }

  /** The same, with at most this many calls under way. */
  public EndpointLimits withConcurrency(int calls) {
    return new EndpointLimits(
        OptionalInt.of(calls), requestsPerMinute, tokensPerMinute, queue, patience);
  }

  /** The same, with at most this many calls begun in a minute. */
  public EndpointLimits withRequestsPerMinute(int requests) {
    return new EndpointLimits(
        concurrency, OptionalInt.of(requests), tokensPerMinute, queue, patience);
  }

  /** The same, with at most this many tokens used in a minute. */
  public EndpointLimits withTokensPerMinute(int tokens) {
    return new EndpointLimits(
        concurrency, requestsPerMinute, OptionalInt.of(tokens), queue, patience);
  }

  /** The same, with at most this many calls waiting. */
  public EndpointLimits withQueue(int calls) {
    return new EndpointLimits(concurrency, requestsPerMinute, tokensPerMinute, calls, patience);
  }

  /** The same, with calls waiting no longer than this. */
  public EndpointLimits withPatience(Duration longest) {
    return new EndpointLimits(
        concurrency, requestsPerMinute, tokensPerMinute, queue, Optional.of(longest));
  }
}
