package dev.runnel.runner;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.stage.HandExecutor;
import dev.runnel.runner.stage.HandMovedTime;
import dev.runnel.runner.stage.Heard;
import dev.runnel.runner.stage.Service;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A runner over services in the test's hand, on the test's thread and by its time; every random
 * number is a half, so that the first wait is 250 ms and the second 500 ms.
 */
final class AttemptLab implements AutoCloseable {
  static final AttemptSettings SETTINGS = AttemptSettings.DEFAULT;

  final HandMovedTime time = new HandMovedTime();
  final Map<String, Service> services = new TreeMap<>();
  final HandExecutor threads = new HandExecutor();
  final CallRuntime runtime = CallRuntime.builder().executor(threads).timekeeper(time).build();
  private UnaryOperator<Runner.Builder> with = builder -> builder;
  private @Nullable Providers providers;
  private @Nullable Runner runner;

  /** Services that have a model of their own each, {@code a-1} of {@code a}, and take no other. */
  AttemptLab(String... ids) {
    for (String id : ids) {
      add(id, Capabilities.builder().models(id + "-1").build());
    }
  }

  Service add(String id, Capabilities capabilities) {
    Service service = new Service(id, capabilities, time);
    services.put(id, service);
    return service;
  }

  Service service(String id) {
    return Objects.requireNonNull(services.get(id), id);
  }

  AttemptLab with(UnaryOperator<Runner.Builder> more) {
    UnaryOperator<Runner.Builder> before = with;
    with = builder -> more.apply(before.apply(builder));
    return this;
  }

  Runner runner() {
    if (runner == null) {
      providers =
          Providers.builder()
              .only(services.values().toArray(Service[]::new))
              .runtime(runtime)
              .discover();
      RandomGenerator half =
          new RandomGenerator() {
            @Override
            public long nextLong() {
              return 0;
            }

            @Override
            public double nextDouble() {
              return 0.5;
            }
          };
      runner =
          with.apply(Runner.builder().providers(providers).environment(Map.of()).random(half))
              .build();
    }
    return runner;
  }

  RunnerCall call() {
    return runner().call(ChatRequest.of("Hello"));
  }

  RunnerCall named(String endpoint) {
    return runner().call(ChatRequest.of("Hello"), Optional.of(endpoint));
  }

  RunnerCall timed(UnaryOperator<Timeouts> clocks) {
    return runner()
        .call(ChatRequest.builder().user("Hello").timeouts(clocks.apply(Timeouts.DEFAULT)).build());
  }

  /** Streams a call until everything that needs no time has happened. */
  Heard stream(RunnerCall call) {
    Heard heard = new Heard();
    call.stream(heard);
    return heard;
  }

  void pass(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  /** The outcome, which must have come. */
  static Outcome outcome(RunnerCall call) {
    Outcome now = call.outcome().toCompletableFuture().getNow(null);
    if (now == null) {
      throw new AssertionError("The call has not ended");
    }
    return now;
  }

  static boolean hasEnded(RunnerCall call) {
    return call.outcome().toCompletableFuture().isDone();
  }

  static ChatException failure(RunnerCall call) {
    return outcome(call)
        .<ChatException>fold(
            completed -> {
              throw new AssertionError("It completed");
            },
            incomplete -> {
              throw new AssertionError("It is incomplete");
            },
            Outcome.Failed::cause,
            cancelled -> {
              throw new AssertionError("It was cancelled");
            });
  }

  /** The trail in short: {@code a-1 FAILED} for each attempt. */
  static List<String> trail(RunnerCall call) {
    List<String> words = new ArrayList<>();
    for (Attempt one : call.trail()) {
      words.add(one.endpoint() + " " + one.result());
    }
    return words;
  }

  static Consumer<Asked> answering(String text) {
    return asked -> asked.answer(text);
  }

  static Consumer<Asked> failing(ErrorKind kind) {
    return failing(ChatException.of(kind, "scripted " + kind));
  }

  static Consumer<Asked> failing(ChatException failure) {
    return asked -> asked.exchange().fail(failure);
  }

  static Consumer<Asked> failingFor(ErrorKind kind, Duration after) {
    return failing(
        ChatException.builder(kind, "scripted " + kind)
            .retry(RetryAdvice.SAME_ENDPOINT.after(after))
            .build());
  }

  static Consumer<Asked> silent() {
    return asked -> {};
  }

  @Override
  public void close() {
    if (runner != null) {
      runner.close();
    }
    if (providers != null) {
      providers.close();
    }
    runtime.close();
  }
}
