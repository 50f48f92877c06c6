package dev.runnel.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of the soak of {@code benchmarks/}: some thousands of requests in every form, 200
 * at once, at a service at which everything goes wrong, from clients that leave. Ends by their
 * count. {@code -Drunnel.test.jvm=-Drunnel.soak.seed=…} repeats one, and {@code
 * -Drunnel.soak.requests=…} asks more or less.
 */
class SoakTest {
  private static final int REQUESTS = Integer.getInteger("runnel.soak.requests", 3_000);
  private static final int AT_ONCE = 200;
  private static final int MOST_ATTEMPTS = 3;

  /** A head that waits for its content however busy the machine is, and many heartbeats. */
  private static final DeliverySettings DELIVERY =
      new DeliverySettings(
          Duration.ofMinutes(2), Duration.ofMillis(10), Duration.ofMinutes(2), 64 << 10);

  private final long seed = Long.getLong("runnel.soak.seed", System.nanoTime());

  @Test
  void everyRequestIsAccountedForByClientGatewayAndService(@TempDir Path folder) throws Exception {
    Plans plans = new Plans(seed, 24, Duration.ofMillis(4));
    SoakService service = new SoakService(plans);
    Books books = new Books(plans, MOST_ATTEMPTS);
    Files.writeString(
        folder.resolve("runnel.toml"),
        """
        [attempts]
        most = 3
        per-candidate = 3
        base-delay = "1ms"
        max-delay = "10ms"

        [breaker]
        enabled = false
        """);
    try (Sandbox sandbox = Sandbox.builder().observer(service::began).start();
        CallRuntime runtime = CallRuntime.builder().direct().build();
        Providers providers = Providers.builder().runtime(runtime).discover();
        LiveRunner live = live(providers, runtime, sandbox, folder)) {
      sandbox.answering(service);
      Runner runner;
      try (var lease = live.lease()) {
        runner = lease.runner();
      }
      int asked;
      try (Gateway gateway = gateway(live, books);
          Crowd crowd = new Crowd(plans, gateway.origin(), AT_ONCE)) {
        AtomicInteger left = new AtomicInteger(REQUESTS);
        asked =
            crowd
                .ask(AT_ONCE, () -> left.getAndDecrement() > 0, books::seen)
                .get(120, TimeUnit.SECONDS);
        awaiting("calls", () -> runner.load().stream().allMatch(one -> one.underWay() == 0));
        awaiting("exchanges", () -> service.settle(books::served) == 0);
      }
      assertThat(books.settle(asked)).as("with -Drunnel.soak.seed=" + seed).isEmpty();
      assertThat(sandbox.violations()).isEmpty();
      live.close();
      sandbox.awaitOpenConnections(0);
    }
  }

  private static Gateway gateway(LiveRunner live, Books books) throws IOException {
    return Gateway.builder(live)
        .delivery(DELIVERY)
        .listener(
            new RequestListener() {
              @Override
              public void onEnd(RequestReport report) {
                books.reported(report.id(), report.status().orElse(0), report.tries());
              }
            })
        .start();
  }

  private static LiveRunner live(
      Providers providers, CallRuntime runtime, Sandbox sandbox, Path folder) {
    return LiveRunner.builder(providers)
        .environment(
            Map.of("OPENAI_API_KEY", "any", "ANTHROPIC_API_KEY", "any", "HOME", folder.toString()))
        .folder(folder)
        .runtime(runtime)
        .further(
            builder -> {
              List.of("openai", "anthropic")
                  .forEach(id -> builder.option(id + ".base-url=" + sandbox.baseUrl(id), "test"));
              return builder;
            })
        .start();
  }

  private static void awaiting(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " never came to an end");
      }
      Thread.sleep(5);
    }
  }
}
