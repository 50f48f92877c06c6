package dev.runnel.testkit.contract.toy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;
import java.io.IOException;
import java.time.Duration;

/** What the toy says when something went wrong. */
final class ToyFailures {
  private ToyFailures() {}

  static ChatException protocol(String message) {
    return ChatException.of(ErrorKind.PROTOCOL, message);
  }

  static ChatException empty() {
    return ChatException.of(ErrorKind.EMPTY_ANSWER, "Not one byte came");
  }

  static ChatException lost(IOException cause) {
    return ChatException.builder(ErrorKind.CONNECTION, "The connection was lost")
        .cause(cause)
        .build();
  }

  static ChatException connectTimeout(IOException cause) {
    return ChatException.builder(ErrorKind.TIMEOUT, "No connection in time")
        .cause(cause)
        .clock(Timeouts.Clock.CONNECT)
        .build();
  }

  static ChatException notConnected(IOException cause, Sin sin, boolean refused) {
    return ChatException.builder(
            refused && sin == Sin.MISTAKES_REFUSED_CONNECTIONS
                ? ErrorKind.INTERNAL
                : ErrorKind.CONNECTION,
            "No connection")
        .cause(cause)
        .build();
  }

  static ChatException ofStream(ErrorKind kind, String message, ToyDriver driver) {
    boolean mistaken =
        driver.sin == Sin.MISTAKES_ERRORS_OF_THE_STREAM && kind == ErrorKind.RATE_LIMITED;
    return ChatException.of(mistaken ? ErrorKind.INTERNAL : kind, shown(driver, message));
  }

  static ChatException refused(ToySocket answer, String said, ToyDriver driver) {
    Sin sin = driver.sin;
    ErrorKind kind = kind(answer.status());
    RetryAdvice advice = RetryAdvice.usualFor(kind);
    if (sin == Sin.ADVISES_WRONGLY && kind == ErrorKind.QUOTA) {
      advice = RetryAdvice.NEVER;
    }
    String wait = answer.header("retry-after");
    if (!wait.isEmpty() && sin != Sin.FORGETS_HOW_LONG_TO_WAIT) {
      advice = advice.after(Duration.ofSeconds(Long.parseLong(wait)));
    }
    ChatException.Builder failure =
        ChatException.builder(
                sin == mistaking(kind) ? ErrorKind.INTERNAL : kind,
                sin == Sin.HIDES_THE_SERVICES_WORDS ? "Something is wrong" : shown(driver, said))
            .retry(advice);
    if (sin != Sin.HIDES_THE_STATUS) {
      failure.httpStatus(answer.status());
    }
    if (sin != Sin.SAYS_NOT_WHAT_TO_DO) {
      failure.nextStep("Do something about it");
    }
    return failure.build();
  }

  /** What the service said, its key blanked. */
  static String shown(ToyDriver driver, String said) {
    return driver.sin == Sin.QUOTES_SECRETS || driver.key().isEmpty()
        ? said
        : driver.key().get().redact(said);
  }

  private static ErrorKind kind(int status) {
    return switch (status) {
      case 401 -> ErrorKind.AUTHENTICATION;
      case 402 -> ErrorKind.QUOTA;
      case 403 -> ErrorKind.PERMISSION;
      case 404 -> ErrorKind.MODEL_NOT_FOUND;
      case 413 -> ErrorKind.CONTEXT_TOO_LONG;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 451 -> ErrorKind.CONTENT_FILTERED;
      case 400 -> ErrorKind.INVALID_REQUEST;
      default -> ErrorKind.UNAVAILABLE;
    };
  }

  private static Sin mistaking(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> Sin.MISTAKES_AUTHENTICATION;
      case PERMISSION -> Sin.MISTAKES_PERMISSION;
      case RATE_LIMITED -> Sin.MISTAKES_RATE_LIMITS;
      case UNAVAILABLE -> Sin.MISTAKES_UNAVAILABILITY;
      case INVALID_REQUEST -> Sin.MISTAKES_WRONG_REQUESTS;
      case MODEL_NOT_FOUND -> Sin.MISTAKES_MISSING_MODELS;
      case QUOTA -> Sin.MISTAKES_QUOTA;
      case CONTEXT_TOO_LONG -> Sin.MISTAKES_LENGTH;
      default -> Sin.MISTAKES_FILTERS;
    };
  }
}
