package dev.runnel.cli.render;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatException;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.runner.route.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the commands that print JSON say alike: how a call ended, and what it used. */
public final class CallJson {
  private CallJson() {}

  /** Why a model ended. */
  public static JsonLine finish(FinishReason reason) {
    return new JsonLine().put("kind", wire(reason.kind())).put("wire_name", reason.wireName());
  }

  /** What failed. */
  public static JsonLine error(ChatException cause) {
    return new JsonLine()
        .put("kind", wire(cause.kind()))
        .put("message", String.valueOf(cause.getMessage()))
        .put("next_step", cause.nextStep())
        .put("clock", cause.clock().map(CallJson::wire))
        .put("endpoint", cause.endpoint())
        .put("provider", cause.provider())
        .put(
            "http_status",
            cause.httpStatus().isPresent()
                ? Optional.of(cause.httpStatus().getAsInt())
                : Optional.empty())
        .put(
            "retry",
            new JsonLine()
                .put("scope", wire(cause.retry().scope()))
                .put("after_ms", cause.retry().after().map(Duration::toMillis)));
  }

  /** What was dropped, or else is to be known. */
  public static JsonLine warning(Warning warning) {
    return new JsonLine().put("kind", wire(warning.kind())).put("message", warning.message());
  }

  static Optional<List<JsonLine>> rateLimits(CallReport report) {
    return Optional.of(report.rateLimits().stream().map(CallJson::rateLimit).toList())
        .filter(limits -> !limits.isEmpty());
  }

  private static JsonLine rateLimit(RateLimit limit) {
    return new JsonLine()
        .put("what", limit.what())
        .put("limit", boxed(limit.limit()))
        .put("remaining", boxed(limit.remaining()))
        .put("resets_after_ms", limit.resetsAfter().map(Duration::toMillis));
  }

  /** Who does not get a request, and why. */
  static JsonLine rejection(Rejection rejection) {
    return new JsonLine()
        .put("endpoint", rejection.endpoint())
        .put("reason", rejection.reason().code())
        .put("message", rejection.toString());
  }

  /** Adds what a call used; what is not known is left out. */
  public static JsonLine usage(JsonLine line, Usage usage) {
    return line.put("source", wire(usage.source()))
        .put("input_tokens", boxed(usage.inputTokens()))
        .put("output_tokens", boxed(usage.outputTokens()))
        .put("cached_input_tokens", boxed(usage.cachedInputTokens()))
        .put("cache_write_input_tokens", boxed(usage.cacheWriteInputTokens()))
        .put("reasoning_tokens", boxed(usage.reasoningTokens()));
  }

  /** How long a call took, and how fast it was. */
  static JsonLine timing(Tempo tempo, Usage usage) {
    OptionalDouble rate = tempo.tokensPerSecond(usage);
    return new JsonLine()
        .put("took_ms", tempo.took().toMillis())
        .put("first_token_ms", tempo.toFirst().map(Duration::toMillis))
        .put(
            "tokens_per_second",
            rate.isEmpty()
                ? Optional.empty()
                : Optional.of(Math.round(rate.getAsDouble() * 10) / 10.0));
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  /** A constant's name as programs read it, such as {@code rate-limited}. */
  public static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
