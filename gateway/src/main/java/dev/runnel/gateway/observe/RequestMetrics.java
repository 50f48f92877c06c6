package dev.runnel.gateway.observe;

import dev.runnel.api.Usage;
import dev.runnel.gateway.report.Ending;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/**
 * Counts requests: by OpenTelemetry's semantic conventions for generative AI where they have a
 * name, with the buckets that they recommend, else under {@code runnel.gateway}. Costs nothing per
 * token: everything is recorded at a request's end.
 */
final class RequestMetrics implements RequestListener {
  private static final Duration[] DURATIONS =
      seconds(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
          163.84, 327.68);
  private static final Duration[] FIRST_TOKEN =
      seconds(
          0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30,
          60);
  private static final Duration[] PER_TOKEN =
      seconds(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5);
  private static final double[] TOKENS =
      DoubleStream.iterate(1, tokens -> tokens * 4).limit(14).toArray();

  private final MeterRegistry registry;
  private final ModelLabels models;

  RequestMetrics(MeterRegistry registry, ModelLabels models) {
    this.registry = registry;
    this.models = models;
  }

  @Override
  public void onEnd(RequestReport report) {
    count(report);
    report.attempts().forEach(this::count);
    report.served().ifPresent(served -> time(report, served));
  }

  private void count(RequestReport report) {
    String form = report.client().form().orElse("");
    Counter.builder("runnel.gateway.requests")
        .description("Requests that are over, however they ended")
        .tag("form", form)
        .tag("streaming", Boolean.toString(report.client().streaming()))
        .tag("status", report.status().isPresent() ? "" + report.status().getAsInt() : "")
        .tag("ending", report.ending().code())
        .tag("error.type", errorType(report))
        .register(registry)
        .increment();
    Counter.builder("runnel.gateway.response.bytes")
        .description("Bytes of response bodies")
        .baseUnit("bytes")
        .tag("form", form)
        .register(registry)
        .increment((double) report.bytesOut());
  }

  private void count(Attempt attempt) {
    Counter.builder("runnel.gateway.attempts")
        .description("Attempts at endpoints, and how they ended; one request may have several")
        .tag("endpoint", attempt.endpoint())
        .tag("result", code(attempt.result()))
        .tag("error.type", attempt.failure().map(failure -> code(failure.kind())).orElse(""))
        .register(registry)
        .increment();
  }

  private void time(RequestReport report, Candidate served) {
    Tags labels =
        Tags.of(
            "gen_ai.operation.name", "chat",
            "gen_ai.provider.name", ProviderNames.of(served.endpoint()),
            "gen_ai.request.model", models.of(report),
            "endpoint", served.endpoint().id());
    Timer.builder("gen_ai.server.request.duration")
        .description("From a request's head to the end of its response")
        .tags(labels.and("error.type", errorType(report)))
        .serviceLevelObjectives(DURATIONS)
        .register(registry)
        .record(report.duration());
    if (report.client().streaming()) {
      report.firstContent().ifPresent(first -> stream(report, first, labels));
    }
    tokens(labels, "input", report.usage().inputTokens());
    tokens(labels, "output", report.usage().outputTokens());
    reasoningAndCache(labels, report.usage());
  }

  private void stream(RequestReport report, Duration first, Tags labels) {
    Timer.builder("gen_ai.server.time_to_first_token")
        .description("From a streaming request's head to the service's first content")
        .tags(labels)
        .serviceLevelObjectives(FIRST_TOKEN)
        .register(registry)
        .record(first);
    long tokens = report.usage().outputTokens().orElse(0);
    if (report.ending() == Ending.COMPLETED && tokens > 1) {
      Timer.builder("gen_ai.server.time_per_output_token")
          .description("Mean time per output token after the first, of streams that are whole")
          .tags(labels)
          .serviceLevelObjectives(PER_TOKEN)
          .register(registry)
          .record(report.duration().minus(first).dividedBy(tokens - 1));
    }
  }

  private void tokens(Tags labels, String type, OptionalLong number) {
    number.ifPresent(
        tokens ->
            DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of a request, as its service counted them")
                .tags(labels.and("gen_ai.token.type", type))
                .serviceLevelObjectives(TOKENS)
                .register(registry)
                .record((double) tokens));
  }

  private void reasoningAndCache(Tags labels, Usage usage) {
    part(labels, "reasoning", usage.reasoningTokens());
    part(labels, "cache_read", usage.cachedInputTokens());
    part(labels, "cache_write", usage.cacheWriteInputTokens());
  }

  private void part(Tags labels, String part, OptionalLong number) {
    number.ifPresent(
        tokens ->
            Counter.builder("runnel.gateway.token.parts")
                .description(
                    "Tokens that are part of input or output and have a price of their own")
                .tags(labels.and("part", part))
                .register(registry)
                .increment((double) tokens));
  }

  /** Empty where all went well: Prometheus takes that as no label. */
  private static String errorType(RequestReport report) {
    return report.ending() == Ending.COMPLETED
        ? ""
        : report.reason().orElseGet(() -> report.ending().code());
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
        .toArray(Duration[]::new);
  }
}
