package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;
import dev.runnel.http.decode.DecodeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** The failures of one endpoint's calls, in words, without its secrets. */
final class Failures {
  private final Target target;
  private final Optional<Proxy> proxy;
  private final ErrorMapping mapping;
  private final Redaction redaction;

  Failures(Target target, Optional<Proxy> proxy, ErrorMapping mapping, Redaction redaction) {
    this.target = target;
    this.proxy = proxy;
    this.mapping = mapping;
    this.redaction = redaction;
  }

  /** What a service said, as its mapping understands it. */
  ChatException of(ServiceError error) {
    ErrorVerdict verdict = mapping.verdict(error);
    String quote = redaction.redact(error.quote());
    String message =
        error.page() && verdict.kind() == ErrorKind.BLOCKED
            ? "A web page came instead of an answer"
            : sentence(verdict.kind());
    ChatException.Builder failure =
        ChatException.builder(
                verdict.kind(), quote.isEmpty() ? message : message + ": \"" + quote + "\"")
            .nextStep(verdict.nextStep());
    error.status().ifPresent(failure::httpStatus);
    RetryAdvice retry = verdict.retry();
    return failure.retry(error.retryAfter().map(retry::after).orElse(retry)).build();
  }

  private static String sentence(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> "The service refused the credentials";
      case PERMISSION -> "The credentials do not allow this";
      case RATE_LIMITED -> "The service wants fewer requests";
      case QUOTA -> "The account has nothing left";
      case INVALID_REQUEST -> "The service refused the request";
      case CONTEXT_TOO_LONG -> "The conversation is too long for the model";
      case MODEL_NOT_FOUND -> "The service does not have this model";
      case CONTENT_FILTERED -> "The service refused the content";
      case UNAVAILABLE -> "The service failed";
      case BLOCKED -> "The service bars this client";
      default -> "The service reported an error";
    };
  }

  /** Whatever a reader threw. */
  ChatException ofReader(Throwable thrown) {
    if (thrown instanceof ChatException failure) {
      return redacted(failure);
    }
    if (thrown instanceof DecodeException malformed) {
      return ChatException.builder(
              ErrorKind.PROTOCOL,
              "The answer is not of the form it should have: "
                  + redaction.redact(OneLine.of(String.valueOf(malformed.getMessage()))))
          .cause(malformed)
          .build();
    }
    return ChatException.builder(
            ErrorKind.INTERNAL, "The driver threw " + thrown + " while it read the answer")
        .cause(thrown)
        .nextStep("This is a bug in the driver; please report it to its author")
        .build();
  }

  private ChatException redacted(ChatException failure) {
    String message = String.valueOf(failure.getMessage());
    String clean = redaction.redact(message);
    if (clean.equals(message)) {
      return failure;
    }
    ChatException.Builder copy =
        ChatException.builder(failure.kind(), clean)
            .retry(failure.retry())
            .provider(failure.provider().orElse(null))
            .endpoint(failure.endpoint().orElse(null))
            .nextStep(failure.nextStep().map(redaction::redact).orElse(null))
            .clock(failure.clock().orElse(null));
    failure.httpStatus().ifPresent(copy::httpStatus);
    return copy.build();
  }

  ChatException emptyAnswer(int status) {
    return ChatException.builder(ErrorKind.EMPTY_ANSWER, "The service answered with nothing at all")
        .httpStatus(status)
        .nextStep("Ask again, or ask another service")
        .build();
  }

  ChatException wrongType(String mediaType, int status) {
    return ChatException.builder(
            ErrorKind.PROTOCOL,
            "The service answered with '" + OneLine.of(mediaType) + "', which is no chat answer")
        .httpStatus(status)
        .nextStep("Check the endpoint's base-url")
        .build();
  }

  /** A redirect, which is never followed: the request would go to somebody else. */
  ChatException redirect(AnswerHead head) {
    String location = head.header("location").orElse("");
    String host = hostOf(location);
    boolean elsewhere = !host.isEmpty() && !host.equalsIgnoreCase(target.host());
    String where =
        elsewhere
            ? " to another host, " + redaction.redact(OneLine.of(host))
            : location.isEmpty() ? "" : " within " + target.origin();
    return ChatException.builder(
            elsewhere ? ErrorKind.BLOCKED : ErrorKind.PROTOCOL,
            "The service redirects" + where + "; a request is not sent on")
        .httpStatus(head.status())
        .nextStep("Check the endpoint's base-url; the service may have moved or gone")
        .build();
  }

  private static String hostOf(String location) {
    try {
      String host = new URI(location).getHost();
      return host == null ? "" : Hosts.unbracketed(host);
    } catch (URISyntaxException e) {
      return location.startsWith("/") ? "" : "(unreadable)";
    }
  }

  ChatException connectTimeout(Duration limit) {
    return ChatException.builder(
            ErrorKind.TIMEOUT,
            "No connection to " + target.authority() + " within " + limit.toMillis() + " ms")
        .clock(Timeouts.Clock.CONNECT)
        .nextStep("Ask again, ask another service, or raise the connect timeout")
        .build();
  }

  /** Why no connection came about. */
  ChatException notConnected(Throwable cause, Duration limit) {
    return ConnectionTrouble.of(cause, target, proxy, limit, this);
  }

  /** A connection that was lost, or over which something came that is not HTTP. */
  ChatException broken(Throwable cause, boolean headSeen) {
    return ConnectionTrouble.broken(cause, target, headSeen, redaction);
  }

  ChatException closed() {
    return ChatException.builder(ErrorKind.INTERNAL, "The endpoint has been closed")
        .nextStep("Keep the client open as long as its calls")
        .build();
  }

  /** The guard on credentials. */
  ChatException secretInClear() {
    return ChatException.builder(
            ErrorKind.AUTHENTICATION,
            "Credentials are not sent to " + target.origin() + " over plain http")
        .nextStep("Use https in the endpoint's base-url, or remove the credentials")
        .build();
  }

  ChatException unreadableTrust(String path, Throwable cause) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "The certificates to trust cannot be read from '" + path + "': " + cause.getMessage())
        .retry(RetryAdvice.ANOTHER_ENDPOINT)
        .cause(cause)
        .nextStep("Set the option trust to a PEM file of certificates")
        .build();
  }

  Redaction redaction() {
    return redaction;
  }
}
