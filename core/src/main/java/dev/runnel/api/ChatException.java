package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed: what, where, and what to do next. Immutable apart from what every {@link
 * Throwable} allows. No message holds a secret.
 */
public class ChatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final transient RetryAdvice retry;
  private final @Nullable String provider;
  private final @Nullable String endpoint;
  private final @Nullable Integer httpStatus;
  private final @Nullable String nextStep;
  private final Timeouts.@Nullable Clock clock;

  /** For subclasses and {@link Builder#build()}. */
  protected ChatException(Builder builder) {
    super(builder.message, builder.cause);
    kind = builder.kind;
    retry = builder.retry == null ? RetryAdvice.usualFor(kind) : builder.retry;
    provider = builder.provider;
    endpoint = builder.endpoint;
    httpStatus = builder.httpStatus;
    nextStep = builder.nextStep;
    clock = builder.clock;
  }

  /** A failure with the usual retry advice for its kind. */
  public static ChatException of(ErrorKind kind, String message) {
    return builder(kind, message).build();
  }

  /**
   * Starts a failure.
   *
   * @param kind what decisions are made on
   * @param message one sentence that says what happened, without secrets
   */
  public static Builder builder(ErrorKind kind, String message) {
    return new Builder(kind, message);
  }

  /** A builder that starts with the values of another, which becomes no cause. */
  public static Builder builder(ChatException existing) {
    Builder builder = new Builder(existing.kind, String.valueOf(existing.getMessage()));
    builder.cause = existing.getCause();
    builder.retry = existing.retry;
    builder.provider = existing.provider;
    builder.endpoint = existing.endpoint;
    builder.httpStatus = existing.httpStatus;
    builder.nextStep = existing.nextStep;
    builder.clock = existing.clock;
    return builder;
  }

  /** What decisions are made on. */
  public ErrorKind kind() {
    return kind;
  }

  /** Whether, where and when another attempt could succeed. */
  public RetryAdvice retry() {
    return retry;
  }

  /** The provider's id, where one was involved. */
  public Optional<String> provider() {
    return Optional.ofNullable(provider);
  }

  /** The endpoint's id, where one was involved. */
  public Optional<String> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** The status the service answered with, where it did. */
  public OptionalInt httpStatus() {
    return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** What the user can do about it, as a sentence. */
  public Optional<String> nextStep() {
    return Optional.ofNullable(nextStep);
  }

  /** Which clock ran out; present with {@link ErrorKind#TIMEOUT} only. */
  public Optional<Timeouts.Clock> clock() {
    return Optional.ofNullable(clock);
  }

  /**
   * Everything a person needs on one line: who, what, status, next step. The status is not said
   * twice where the message has it, as in {@code (HTTP 503)}.
   */
  public String describe() {
    StringBuilder text = new StringBuilder();
    if (endpoint != null) {
      text.append(endpoint).append(": ");
    }
    String message = String.valueOf(getMessage());
    boolean goesOn = nextStep != null || httpStatus != null;
    text.append(goesOn && message.endsWith(".") ? message.replaceFirst("\\.+$", "") : message);
    String status = httpStatus == null ? "" : " (HTTP " + httpStatus + ")";
    if (!message.contains(status)) {
      text.append(status);
    }
    if (nextStep != null) {
      text.append(". ").append(nextStep);
    }
    return text.toString();
  }

  /** Collects a failure. Not thread-safe. */
  public static final class Builder {
    private final ErrorKind kind;
    private final String message;
    private @Nullable Throwable cause;
    private @Nullable RetryAdvice retry;
    private @Nullable String provider;
    private @Nullable String endpoint;
    private @Nullable Integer httpStatus;
    private @Nullable String nextStep;
    private Timeouts.@Nullable Clock clock;

    private Builder(ErrorKind kind, String message) {
      this.kind = requireNonNull(kind, "kind is null");
      this.message = requireNonNull(message, "message is null");
    }

    public Builder cause(@Nullable Throwable throwable) {
      cause = throwable;
      return this;
    }

    /** Replaces the usual advice of the kind. */
    public Builder retry(RetryAdvice advice) {
      retry = requireNonNull(advice, "advice is null");
      return this;
    }

    public Builder provider(@Nullable String id) {
      provider = id;
      return this;
    }

    public Builder endpoint(@Nullable String id) {
      endpoint = id;
      return this;
    }

    public Builder httpStatus(int status) {
      httpStatus = status;
      return this;
    }

    /** Says what the user can do, as a sentence without its full stop. */
    public Builder nextStep(@Nullable String sentence) {
      nextStep = sentence;
      return this;
    }

    public Builder clock(Timeouts.@Nullable Clock which) {
      clock = which;
      return this;
    }

    public ChatException build() {
      return new ChatException(this);
    }
  }
}
