package dev.runnel.http;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What errors mean at most services: first the words that mean one thing only, whatever the status
 * (services disagree on the status), then the status, then the weaker words.
 */
final class StandardErrors {
  /** A kind and the words by which it is known. */
  private record Words(ErrorKind kind, List<String> any) {
    Words(ErrorKind kind, String... any) {
      this(kind, List.of(any));
    }

    boolean in(String text) {
      return any.stream().anyMatch(text::contains);
    }
  }

  private static final List<Words> CLEAR =
      List.of(
          new Words(
              ErrorKind.CONTEXT_TOO_LONG,
              "context_length_exceeded",
              "maximum context length",
              "context window",
              "prompt is too long",
              "prompt too long",
              "input is too long",
              "reduce the length of the messages"),
          new Words(
              ErrorKind.QUOTA,
              "insufficient_quota",
              "exceeded your current quota",
              "billing_hard_limit",
              "insufficient balance",
              "credit balance is too low"),
          new Words(
              ErrorKind.CONTENT_FILTERED,
              "content_filter",
              "content_policy_violation",
              "content management policy",
              "flagged by moderation"),
          new Words(ErrorKind.MODEL_NOT_FOUND, "model_not_found", "no such model", "unknown model"),
          new Words(
              ErrorKind.AUTHENTICATION,
              "invalid_api_key",
              "incorrect api key",
              "invalid api key",
              "authentication_error"),
          new Words(ErrorKind.PERMISSION, "permission_error", "permission_denied"),
          new Words(
              ErrorKind.RATE_LIMITED,
              "rate_limit_exceeded",
              "rate_limit_error",
              "too_many_requests"));

  private static final List<Words> WEAK =
      List.of(
          new Words(ErrorKind.RATE_LIMITED, "rate limit", "too many requests"),
          new Words(ErrorKind.AUTHENTICATION, "unauthorized", "api key"),
          new Words(ErrorKind.PERMISSION, "forbidden", "access denied"),
          new Words(
              ErrorKind.INVALID_REQUEST,
              "invalid_request",
              "invalid request",
              "must provide",
              "bad request"));

  /** How walls before a service introduce themselves. */
  private static final Words WALL =
      new Words(
          ErrorKind.BLOCKED,
          "just a moment",
          "attention required",
          "cloudflare",
          "captcha",
          "verify you are human",
          "access denied",
          "ddos");

  private StandardErrors() {}

  static ErrorVerdict verdict(ServiceError error) {
    String text = error.words();
    for (Words words : CLEAR) {
      if (words.in(text)) {
        return usual(words.kind);
      }
    }
    if (saysModelIsMissing(text)) {
      return usual(ErrorKind.MODEL_NOT_FOUND);
    }
    OptionalInt status = error.status().isPresent() ? error.status() : statusIn(error.code());
    if (status.isPresent() && status.getAsInt() >= 400) {
      return ofStatus(status.getAsInt(), error, text);
    }
    if (error.page()) {
      return usual(ErrorKind.BLOCKED);
    }
    for (Words words : WEAK) {
      if (words.in(text)) {
        return usual(words.kind);
      }
    }
    return usual(ErrorKind.UNAVAILABLE);
  }

  private static boolean saysModelIsMissing(String text) {
    return text.contains("model")
        && (text.contains("does not exist") || text.contains("model not found"));
  }

  /** Some services put a status into the error object of an answer whose own status is 200. */
  private static OptionalInt statusIn(@Nullable String code) {
    if (code != null && code.matches("[45]\\d\\d")) {
      return OptionalInt.of(Integer.parseInt(code));
    }
    return OptionalInt.empty();
  }

  private static ErrorVerdict ofStatus(int status, ServiceError error, String text) {
    boolean wall = error.page() && (status == 403 || WALL.in(text));
    if (wall && status != 429) {
      return usual(ErrorKind.BLOCKED);
    }
    return switch (status) {
      case 401 -> usual(ErrorKind.AUTHENTICATION);
      case 402 -> usual(ErrorKind.QUOTA);
      case 403 -> usual(ErrorKind.PERMISSION);
      case 404, 405, 410 ->
          text.contains("model") && !error.page()
              ? usual(ErrorKind.MODEL_NOT_FOUND)
              : usual(ErrorKind.INVALID_REQUEST)
                  .retry(RetryAdvice.ANOTHER_ENDPOINT)
                  .nextStep("Check the endpoint's base-url: there is nothing at this address");
      case 407 ->
          usual(ErrorKind.AUTHENTICATION)
              .nextStep("Give the proxy its credentials with the option proxy-credentials");
      case 408, 409, 425 -> usual(ErrorKind.UNAVAILABLE);
      case 413 -> usual(ErrorKind.CONTEXT_TOO_LONG);
      case 429 -> usual(ErrorKind.RATE_LIMITED);
      case 451 -> usual(ErrorKind.CONTENT_FILTERED);
      default -> usual(status >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.INVALID_REQUEST);
    };
  }

  private static ErrorVerdict usual(ErrorKind kind) {
    ErrorVerdict verdict = ErrorVerdict.of(kind);
    String step = nextStep(kind);
    return step == null ? verdict : verdict.nextStep(step);
  }

  private static @Nullable String nextStep(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> "Check the credentials";
      case PERMISSION -> "Check what the credentials allow, or ask another service";
      case RATE_LIMITED -> "Wait a while, or ask another service";
      case QUOTA -> "Top up the account, or ask another service";
      case CONTEXT_TOO_LONG -> "Shorten the conversation, or choose a model that takes more";
      case MODEL_NOT_FOUND -> "Choose one of the models that the endpoint offers";
      case CONTENT_FILTERED -> "Rephrase the request";
      case UNAVAILABLE -> "Try again later, or ask another service";
      case BLOCKED -> "Use another service, or another way out to the network";
      default -> null;
    };
  }
}
