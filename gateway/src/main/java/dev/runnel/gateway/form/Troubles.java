package dev.runnel.gateway.form;

import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.runner.route.MissingCredential;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What clients are told of failures. */
public final class Troubles {
  private Troubles() {}

  /** What clients are told of an answer that is not whole. */
  public static Trouble of(Outcome outcome) {
    return outcome.fold(
        completed -> Trouble.of(Trouble.Kind.INTERNAL, "The answer is whole"),
        incomplete -> of(incomplete.cause()),
        failed -> of(failed.cause()),
        cancelled -> Trouble.of(Trouble.Kind.UNAVAILABLE, "The request was cancelled"));
  }

  /** What clients are told of a failed call. */
  public static Trouble of(ChatException failure) {
    return new Trouble(
        kind(failure),
        failure.describe(),
        Optional.empty(),
        failure.retry().after(),
        // What only another endpoint could mend, the runner has tried to mend there.
        failure.retry().scope() == RetryAdvice.Scope.SAME_ENDPOINT);
  }

  private static Trouble.Kind kind(ChatException failure) {
    return switch (failure.kind()) {
      case AUTHENTICATION -> Trouble.Kind.AUTHENTICATION;
      case PERMISSION -> Trouble.Kind.PERMISSION;
      case RATE_LIMITED -> Trouble.Kind.RATE_LIMITED;
      case QUOTA -> Trouble.Kind.QUOTA;
      case INVALID_REQUEST -> Trouble.Kind.INVALID_REQUEST;
      case CONTEXT_TOO_LONG -> Trouble.Kind.CONTEXT_TOO_LONG;
      case MODEL_NOT_FOUND -> Trouble.Kind.MODEL_NOT_FOUND;
      case CONTENT_FILTERED -> Trouble.Kind.CONTENT_FILTERED;
      case TIMEOUT -> Trouble.Kind.TIMEOUT;
      case CONNECTION, PROTOCOL, EMPTY_ANSWER, BLOCKED, TOO_MANY_ROUNDS ->
          Trouble.Kind.BAD_UPSTREAM;
      case UNAVAILABLE -> Trouble.Kind.UNAVAILABLE;
      case CONSUMER, INTERNAL -> Trouble.Kind.INTERNAL;
    };
  }

  /** What clients are told where nobody can serve a request. */
  public static Trouble of(NoEndpointException refusal) {
    Route route = refusal.route();
    return new Trouble(
        kind(route), words(route), parameter(route), Optional.<Duration>empty(), false);
  }

  /** Clients have keys, too: which one is missing is to be plain. */
  private static String words(Route route) {
    String why = route.refusal();
    if (!route.lacksOnlyCredentials()) {
      return why;
    }
    for (Rejection one : route.remediable()) {
      if (one.reason() instanceof Reason.CredentialsMissing lacking && why.contains(one + ".")) {
        String own = noKey(one.endpoint(), lacking);
        return why.endsWith(one + ".")
            ? why.replace(one + ".", own)
            : why.replace(one.toString(), own);
      }
    }
    return "The gateway has no key of its own for this. " + why;
  }

  private static String noKey(String endpoint, Reason.CredentialsMissing lacking) {
    return "The gateway has no key for '"
        + endpoint
        + "' ("
        + lacking.missing().stream()
            .map(MissingCredential::remedy)
            .collect(Collectors.joining("; "))
        + ")";
  }

  /** A model cannot name an endpoint that is not there: what looks so is taken for a model. */
  private static Optional<String> parameter(Route route) {
    return route.rejected().stream().anyMatch(one -> one.reason() instanceof Reason.UnknownEndpoint)
        ? Optional.of("x-runnel-provider")
        : Optional.empty();
  }

  private static Trouble.Kind kind(Route route) {
    List<Reason> reasons = route.rejected().stream().map(Rejection::reason).toList();
    if (route.lacksOnlyCredentials()) {
      return Trouble.Kind.AUTHENTICATION;
    }
    if (any(reasons, Reason.BreakerOpen.class::isInstance)) {
      return Trouble.Kind.UNAVAILABLE;
    }
    if (any(reasons, reason -> reason instanceof Reason.MissingCapability)
        || any(reasons, reason -> reason instanceof Reason.WouldDrop)) {
      return Trouble.Kind.INVALID_REQUEST;
    }
    if (any(reasons, Reason.DeniedByPolicy.class::isInstance)) {
      return Trouble.Kind.PERMISSION;
    }
    return Trouble.Kind.MODEL_NOT_FOUND;
  }

  private static boolean any(List<Reason> reasons, Predicate<Reason> is) {
    return reasons.stream().anyMatch(is);
  }
}
