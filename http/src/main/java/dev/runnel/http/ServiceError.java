package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a service said when it failed: with an error status, as an error object in place of an
 * answer, or in the middle of one.
 *
 * @param status the HTTP status; empty where the status was good and the body says otherwise
 * @param message for people, or null; cut where it is longer than anything people read, since
 *     mappings search it on the event loop
 * @param type the class of error, such as {@code invalid_request_error}, or null
 * @param code the error itself, such as {@code model_not_found}, or null
 * @param page whether a web page came where a program's answer was due
 * @param retryAfter how long the service asks to be left alone
 */
public record ServiceError(
    OptionalInt status,
    @Nullable String message,
    @Nullable String type,
    @Nullable String code,
    boolean page,
    Optional<Duration> retryAfter) {
  private static final int LONGEST_MESSAGE = 16 * 1024;

  public ServiceError {
    if (message != null && message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE);
    }
    requireNonNull(status, "status is null");
    requireNonNull(retryAfter, "retryAfter is null");
  }

  /** An error in a body whose status was good. */
  public static ServiceError inBody(
      @Nullable String message, @Nullable String type, @Nullable String code) {
    return new ServiceError(OptionalInt.empty(), message, type, code, false, Optional.empty());
  }

  /**
   * An error in a body whose status was good, in one of the shapes that services send: {@code
   * {"error": {"message", "type", "code" or "status"}}}, {@code {"error": "…"}}, or these at the
   * top. What is no JSON is the message.
   */
  public static ServiceError inDocument(byte[] array, int offset, int length) {
    byte[] document = Arrays.copyOfRange(array, offset, offset + length);
    return ErrorBody.said(document, OptionalInt.empty(), Optional.empty());
  }

  /** A web page where an answer was due, though the status was good. */
  static ServiceError page(@Nullable String title) {
    return new ServiceError(OptionalInt.empty(), title, null, null, true, Optional.empty());
  }

  /** Whether a text stands anywhere in message, type or code; upper and lower case are the same. */
  public boolean mentions(String text) {
    return words().contains(text.toLowerCase(Locale.ROOT));
  }

  /** Code, type and message in lower case, in this order, on lines of their own. */
  String words() {
    return (orEmpty(code) + "\n" + orEmpty(type) + "\n" + orEmpty(message))
        .toLowerCase(Locale.ROOT);
  }

  /** The best there is to quote; empty where the service said nothing. */
  String quote() {
    for (String text : new @Nullable String[] {message, code, type}) {
      if (text != null && !text.isBlank()) {
        return OneLine.of(text);
      }
    }
    return "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
