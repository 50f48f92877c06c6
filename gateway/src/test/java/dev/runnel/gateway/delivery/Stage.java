package dev.runnel.gateway.delivery;

import dev.runnel.api.Outcome;
import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A sandbox as upstream, a runner, and gateways before it, each with its own settings. */
final class Stage implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(5);
  static final DeliverySettings PATIENT = new DeliverySettings(LONG, LONG, LONG, 64 << 10);

  final Sandbox sandbox = Sandbox.start();
  final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  final BlockingQueue<RequestReport> reports = new LinkedBlockingQueue<>();
  private final CallRuntime runtime = CallRuntime.builder().direct().build();
  private final Providers providers = Providers.builder().runtime(runtime).discover();
  final LiveRunner live;
  private final AtomicInteger underWay = new AtomicInteger();
  private int seen;

  Stage(Path folder) {
    this(folder, UnaryOperator.identity());
  }

  Stage(Path folder, UnaryOperator<Runner.Builder> further) {
    live =
        LiveRunner.builder(providers)
            .environment(
                Map.of(
                    "OPENAI_API_KEY", "any", "ANTHROPIC_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder ->
                    further.apply(
                        builder
                            .option("openai.base-url=" + sandbox.baseUrl("openai"), "test")
                            .option("anthropic.base-url=" + sandbox.baseUrl("anthropic"), "test")
                            .observer(
                                new RunnerObserver() {
                                  @Override
                                  public void onRouted(RunnerCall call) {
                                    underWay.incrementAndGet();
                                  }

                                  @Override
                                  public void onEnd(RunnerCall call, Outcome outcome) {
                                    outcomes.add(outcome);
                                    underWay.decrementAndGet();
                                  }
                                })))
            .start();
  }

  Gateway gateway(DeliverySettings settings) throws IOException {
    return Gateway.builder(live)
        .delivery(settings)
        .listener(
            new RequestListener() {
              @Override
              public void onEnd(RequestReport report) {
                reports.add(report);
              }
            })
        .start();
  }

  /** A chat of OpenAI's form. */
  static String chat(boolean streaming) {
    return "{\"model\":\"openai/gpt-4o\",\"stream\":"
        + streaming
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  }

  void answers(Script... scripts) {
    sandbox.next(scripts);
  }

  /** Forgets all that was. */
  void forget() throws InterruptedException {
    // Its outcome would be taken for that of the next test.
    await("a call of the last test", () -> underWay.get() == 0);
    sandbox.asUsual();
    outcomes.clear();
    reports.clear();
    seen = sandbox.exchanges().size();
  }

  /** Waits until this is so. */
  static void await(String what, BooleanSupplier isOver) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!isOver.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Still there: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** How many exchanges with the upstream there were before this test. */
  int seen() {
    return seen;
  }

  /** Waits until a call waits in an endpoint's queue. */
  void awaitQueued(String endpoint) throws InterruptedException {
    awaitLoad(endpoint, load -> load.waiting() > 0);
  }

  /** Waits until this is so of an endpoint's load. */
  void awaitLoad(String endpoint, Predicate<EndpointLoad> is) throws InterruptedException {
    try (Lease lease = live.lease()) {
      await(
          "the load of " + endpoint,
          () ->
              lease.runner().load().stream()
                  .anyMatch(load -> load.endpoint().equals(endpoint) && is.test(load)));
    }
  }

  /** The next exchange with the upstream. */
  Exchange exchange() {
    Exchange next = sandbox.awaitExchange();
    while (next.number() <= seen) {
      next = sandbox.awaitExchange();
    }
    return next;
  }

  /** How the next call ended. */
  Outcome outcome() throws InterruptedException {
    return next(outcomes);
  }

  /** What became of the next request. */
  RequestReport report() throws InterruptedException {
    return next(reports);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("None has come");
    }
    return next;
  }

  @Override
  public void close() {
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }
}
