package dev.runnel.distribution.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Warning;
import dev.runnel.discovery.Providers;
import dev.runnel.distribution.chaos.Mischief.Answer;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.policy.ModelPool.Member;
import dev.runnel.runner.policy.ModelPool.Strategy;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three services at which everything goes wrong, and 10,000 calls to pools of them, 200 at a time:
 * each ends exactly once, in time, with no word too many or too few; and nothing is left over.
 *
 * <p>Another seed each time; {@code -Drunnel.test.jvm=-Drunnel.chaos.seed=…} repeats one, as far as
 * what services and callers do is concerned.
 */
@Isolated("it counts the threads of the whole process")
class ChaosTest {
  private static final int CALLS = Integer.getInteger("runnel.chaos.calls", 10_000);
  private static final int AT_A_TIME = 200;
  private static final Duration DEADLINE = Duration.ofSeconds(4);
  private static final Timeouts CLOCKS =
      Timeouts.DEFAULT
          .withFirstContent(Duration.ofMillis(800))
          .withIdle(Duration.ofMillis(800))
          .withTotal(DEADLINE);
  private static final List<Member> MEMBERS =
      List.of(
          new Member("openai/gpt-4o-mini", 3),
          new Member("anthropic/claude-haiku-4-5", 2),
          new Member("ollama/llama3.2", 1));

  private final long seed =
      Long.getLong("runnel.chaos.seed", System.nanoTime() ^ ProcessHandle.current().pid());
  private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Mischief> services = new LinkedHashMap<>();
  private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
  private final Set<Caller> callers = ConcurrentHashMap.newKeySet();
  private final Set<Caller> unended = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final CountDownLatch left = new CountDownLatch(CALLS);

  @Test
  void everyCallEndsOnceInTimeAndWholeAndNothingIsLeft() throws Exception {
    try {
      run();
    } catch (AssertionError | Exception e) {
      throw new AssertionError("with -Drunnel.chaos.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private void run() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    ExecutorService users = Executors.newFixedThreadPool(4);
    StrictClock clock = new StrictClock();
    try (CallRuntime runtime = CallRuntime.builder().timekeeper(clock).build();
        Providers providers = Providers.builder().runtime(runtime).discover()) {
      for (String id : List.of("openai", "anthropic", "ollama")) {
        Mischief service = new Mischief(id, seed, answers);
        services.put(id, service);
        sandboxes.put(id, Sandbox.start());
        sandboxes.get(id).answering(service);
      }
      try (Runner runner = runner(providers, runtime)) {
        SplittableRandom chances = new SplittableRandom(seed);
        for (int i = 0; i < AT_A_TIME; i++) {
          SplittableRandom chance = chances.split();
          users.execute(() -> callNext(runner, clock, users, chance));
        }
        assertThat(left.await(150, TimeUnit.SECONDS))
            .as(() -> left.getCount() + " calls never ended: " + unended)
            .isTrue();
        await(
            "permits and places",
            () -> runner.load().stream().allMatch(ChaosTest::isIdle),
            () -> runner.load().toString());
      }
      sandboxes.forEach(
          (id, sandbox) -> {
            sandbox.awaitOpenConnections(0);
            assertThat(sandbox.exchanges()).noneMatch(one -> one.fate() == Fate.IN_PROGRESS);
            assertThat(sandbox.violations()).isEmpty();
          });
      await("timers", () -> clock.timers() == 0, () -> clock.timers() + " wait");
    } finally {
      users.shutdown();
      sandboxes.values().forEach(Sandbox::close);
      clock.close();
    }
    await("threads", () -> newThreads(before).isEmpty(), () -> newThreads(before).toString());
    everybodyIsContent();
    nothingWasSpared();
  }

  private static boolean isIdle(EndpointLoad load) {
    return load.underWay() == 0 && load.waiting() == 0;
  }

  private Runner runner(Providers providers, CallRuntime runtime) {
    Runner.Builder builder =
        Runner.builder()
            .providers(providers)
            .runtime(runtime)
            .environment(Map.of())
            .timeouts(CLOCKS)
            .attempts(
                AttemptSettings.DEFAULT.withDelays(Duration.ofMillis(4), Duration.ofMillis(40)))
            .breaker(
                BreakerSettings.DEFAULT
                    .withFailureRate(80)
                    .withCalls(10, 20)
                    .withOpen(Duration.ofMillis(50)))
            .keys(
                "openai",
                "api-key",
                List.of(
                    new Key("one", Secret.of("sk-one")),
                    new Key("revoked", Secret.of(Mischief.REVOKED)),
                    new Key("two", Secret.of("sk-two"))))
            .credential("anthropic", "api-key", Secret.of("sk-ant"))
            .option("ollama.models=llama3.2", "test")
            .limits("openai", EndpointLimits.NONE.withConcurrency(60).withQueue(40))
            .limits(
                "*",
                EndpointLimits.NONE
                    .withConcurrency(50)
                    .withRequestsPerMinute(1_000_000)
                    .withTokensPerMinute(100_000_000)
                    .withPatience(Duration.ofMillis(400)));
    sandboxes.forEach(
        (id, sandbox) -> builder.option(id + ".base-url=" + sandbox.baseUrl(id), "test"));
    for (Strategy strategy : Strategy.values()) {
      ModelPool pool = new ModelPool(strategy.name(), MEMBERS, strategy, true, Optional.empty());
      builder.pool(pool);
    }
    builder.pool(
        new ModelPool(
            "HEDGED", MEMBERS, Strategy.WEIGHTED, false, Optional.of(Duration.ofMillis(30))));
    return builder.build();
  }

  private void callNext(
      Runner runner, StrictClock clock, ExecutorService users, SplittableRandom chance) {
    int number = numbers.getAndIncrement();
    if (number >= CALLS) {
      return;
    }
    List<String> pools = List.of("ORDERED", "WEIGHTED", "LEAST_BUSY", "FASTEST", "HEDGED");
    ChatRequest.Builder request =
        ChatRequest.builder().model(pools.get(chance.nextInt(pools.size()))).user("call-" + number);
    if (chance.nextInt(4) == 0) {
      request.conversationId("conversation-" + chance.nextInt(50));
    }
    Caller caller = new Caller(number, runner.call(request.build()), chance);
    callers.add(caller);
    unended.add(caller);
    caller.ask();
    Runnable release = clock.holdAt(DEADLINE);
    Runnable noCancel =
        chance.nextInt(12) == 0
            ? clock.after(Duration.ofMillis(chance.nextInt(120)), caller.call::cancel)::cancel
            : () -> {};
    caller
        .call
        .outcome()
        .thenAccept(
            outcome -> {
              caller.ended(outcome);
              unended.remove(caller);
              noCancel.run();
              release.run();
              left.countDown();
              Runnable next = () -> users.execute(() -> callNext(runner, clock, users, chance));
              if (outcome instanceof Outcome.Failed
                  && numbers.get() < CALLS) { // a person would think before the next
                clock.after(Duration.ofMillis(chance.nextInt(10, 80)), next);
              } else {
                next.run();
              }
            });
  }

  private void everybodyIsContent() {
    assertThat(callers).hasSize(CALLS);
    List<String> complaints = new ArrayList<>();
    for (Caller caller : callers) {
      caller.complaints(answers).forEach(one -> complaints.add(caller + ": " + one));
    }
    assertThat(complaints).isEmpty();
  }

  /** Else the above would have proved little. */
  private void nothingWasSpared() {
    Map<String, Integer> ends = new TreeMap<>();
    Map<String, Integer> played = new TreeMap<>();
    int toldOfTheKey = 0;
    for (Caller caller : callers) {
      ends.merge(caller.outcome().getClass().getSimpleName(), 1, Integer::sum);
      toldOfTheKey +=
          (int)
              caller.outcome().report().warnings().stream()
                  .map(Warning::message)
                  .filter(message -> message.contains("'revoked'"))
                  .count();
    }
    services
        .values()
        .forEach(one -> one.played().forEach((k, v) -> played.merge(k, v, Integer::sum)));
    String seen = ends + " by " + played;
    assertThat(ends).as(seen).containsOnlyKeys("Cancelled", "Completed", "Failed", "Incomplete");
    assertThat(played).as(seen).hasSize(21);
    assertThat(played.get("revoked key")).isBetween(1, AT_A_TIME);
    assertThat(toldOfTheKey).isEqualTo(1);
    assertThat(ends.get("Completed")).as(seen).isGreaterThan(CALLS / 4);
  }

  /** The JDK's own, of its cleaners and its virtual threads, stay, and those that run tests. */
  private static Set<String> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> !thread.getClass().getName().startsWith("jdk."))
        .filter(thread -> !(thread instanceof ForkJoinWorkerThread))
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  private static void await(String what, BooleanSupplier condition, Supplier<String> now)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as(() -> what + ": " + now.get()).isNegative();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
