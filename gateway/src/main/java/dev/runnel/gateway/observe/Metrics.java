package dev.runnel.gateway.observe;

import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveListener;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.Settings;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.BreakerState;
import dev.runnel.spi.ConfigurationException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that {@code /metrics} tells. Safe to use from any thread. */
public final class Metrics {
  /** The type of {@link #scrape}'s text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** How many models have labels of their own. */
  private static final int MOST_MODELS = 200;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ModelLabels models = new ModelLabels(MOST_MODELS);
  private final RequestMetrics requests = new RequestMetrics(registry, models);
  private final Counter applied = reloads("applied");
  private final Counter refused = reloads("refused");
  private final Counter unreadable =
      Counter.builder("runnel.gateway.unreadable")
          .description("Requests that were no HTTP, and so never became requests")
          .register(registry);
  private final MultiGauge breakers =
      MultiGauge.builder("runnel.gateway.breaker.open")
          .description("1: calls to it are held back since too many failed; 0.5: being tried again")
          .register(registry);
  private final MultiGauge load =
      MultiGauge.builder("runnel.gateway.endpoint.calls")
          .description("Calls to an endpoint now")
          .register(registry);

  /** Nothing happened yet. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Counts requests. */
  public RequestListener requests() {
    return requests;
  }

  /** Counts what came and was no HTTP. */
  public void unreadable() {
    unreadable.increment();
  }

  /** Counts changes of the configuration. */
  public LiveListener reloads() {
    return new LiveListener() {
      @Override
      public void reloaded(Settings settings) {
        applied.increment();
      }

      @Override
      public void refused(ConfigurationException mistakes) {
        refused.increment();
      }
    };
  }

  /** Tells of what is under way. */
  public void watch(OpenRequests open) {
    gauge("runnel.gateway.requests.open", "Requests under way", open::size);
    gauge("runnel.gateway.streams.open", "Requests under way that want a stream", open::streams);
  }

  /** Tells of the lines that an access log could not take. */
  public void watch(AccessLog log) {
    gauge(
        "runnel.gateway.access.log.lines.dropped",
        "Lines of the access log that were dropped since it could not be written fast enough",
        log::dropped);
  }

  /** Tells whether the gateway drains. */
  public void watch(Readiness readiness) {
    gauge("runnel.gateway.draining", "1: it ends", () -> readiness.isDraining() ? 1 : 0);
  }

  /** All of it, in Prometheus' text format; may take milliseconds, but does not block. */
  public String scrape(LiveRunner live) {
    try (Lease lease = live.lease()) {
      Runner runner = lease.runner();
      breakers.register(rows(runner.breakers()), true);
      load.register(
          runner.load().stream()
              .flatMap(
                  one ->
                      Stream.of(
                          calls(one.endpoint(), "under_way", one.underWay()),
                          calls(one.endpoint(), "waiting", one.waiting())))
              .toList(),
          true);
    }
    return registry.scrape();
  }

  /** Of those that share a label the worst counts. */
  private List<Row<?>> rows(List<BreakerState> states) {
    Map<Tags, Double> worst = new HashMap<>();
    for (BreakerState one : states) {
      double value =
          switch (one.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 0.5;
            case OPEN -> 1;
          };
      Tags labels =
          Tags.of(
              "endpoint", one.endpoint(),
              "gen_ai.request.model", models.of(one.model()),
              "key", one.key().orElse(""));
      worst.merge(labels, value, Math::max);
    }
    List<Row<?>> rows = new ArrayList<>();
    worst.forEach((labels, value) -> rows.add(Row.of(labels, value)));
    return rows;
  }

  private static Row<?> calls(String endpoint, String state, int number) {
    return Row.of(Tags.of("endpoint", endpoint, "state", state), number);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }

  private Counter reloads(String result) {
    return Counter.builder("runnel.gateway.reloads")
        .description("Changes of the configuration")
        .tag("result", result)
        .register(registry);
  }
}
