package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.ContextLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says what a service's errors mean, whether they come with an error status or inside a body. A
 * provider adds the peculiarities of its service before what holds for all:
 *
 * <pre>{@code
 * ErrorMapping.standard()
 *     .when(
 *         error -> error.mentions("NEED REFRESH"),
 *         ErrorVerdict.of(ErrorKind.BLOCKED).nextStep("Set a newer client version"))
 * }</pre>
 *
 * Immutable.
 */
public final class ErrorMapping {
  private static final ErrorMapping STANDARD = new ErrorMapping(List.of());

  private record Rule(
      Predicate<? super ServiceError> test, Function<? super ServiceError, ErrorVerdict> verdict) {
    Optional<ErrorVerdict> verdict(ServiceError error) {
      return test.test(error) ? Optional.of(verdict.apply(error)) : Optional.empty();
    }
  }

  private final List<Rule> rules;

  private ErrorMapping(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What the statuses, and the words that many services use, mean. */
  public static ErrorMapping standard() {
    return STANDARD;
  }

  /**
   * The same mapping with a rule before the standard ones; of several the first that fits counts.
   */
  public ErrorMapping when(Predicate<? super ServiceError> test, ErrorVerdict verdict) {
    requireNonNull(verdict, "verdict is null");
    return when(test, error -> verdict);
  }

  /**
   * The same for a verdict that depends on the error, such as on the name of the model that is
   * missing; of several rules the first that fits counts.
   *
   * @param verdict must be safe for use by any thread
   */
  public ErrorMapping when(
      Predicate<? super ServiceError> test, Function<? super ServiceError, ErrorVerdict> verdict) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(
        new Rule(requireNonNull(test, "test is null"), requireNonNull(verdict, "verdict is null")));
    return new ErrorMapping(more);
  }

  /** What an error means; every error means something. */
  public ErrorVerdict verdict(ServiceError error) {
    for (Rule rule : rules) {
      Optional<ErrorVerdict> verdict =
          ContextLoader.get(rule.test.getClass().getClassLoader(), () -> rule.verdict(error));
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return StandardErrors.verdict(error);
  }
}
