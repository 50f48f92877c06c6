package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Contract point 2, on real threads: who runs the consumer's code. */
@Timeout(60)
class ThreadsTest {
  private static final int JAVA = Runtime.version().feature();

  @Test
  void byDefaultSignalsComeOnWorkersAndNeverOnTheDriversThread() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      Set<Thread> driverThreads = ConcurrentHashMap.newKeySet();
      Set<Thread> consumerThreads = ConcurrentHashMap.newKeySet();
      ChatClient client =
          Drivers.client(
              runtime,
              (request, exchange) ->
                  startThread(
                      () -> {
                        driverThreads.add(Thread.currentThread());
                        script().tokens("a", "b").usage(1, 1).complete().play(exchange);
                      }));
      RecordingSink sink = new RecordingSink();
      sink.then = signal -> consumerThreads.add(Thread.currentThread());
      Call call = client.call(ChatRequest.of("Hello"));
      call.stream(sink);
      CompletableFuture<Thread> outcomeThread = new CompletableFuture<>();
      call.outcome().thenAccept(outcome -> outcomeThread.complete(Thread.currentThread()));
      assertThat(get(call)).isInstanceOf(Outcome.Completed.class);
      assertThat(sink.violations()).isEmpty();
      assertThat(consumerThreads).doesNotContainAnyElementsOf(driverThreads);
      assertThat(consumerThreads).doesNotContain(Thread.currentThread());
      if (JAVA < 21) {
        assertThat(consumerThreads)
            .allSatisfy(thread -> assertThat(thread.getName()).startsWith("runnel-worker"));
      }
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsDeliverWhereTheJdkHasThem() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      CompletableFuture<Boolean> virtual = new CompletableFuture<>();
      Call call =
          Drivers.client(
                  runtime, (request, exchange) -> script().token("a").complete().play(exchange))
              .call(ChatRequest.of("Hello"));
      call.stream(
          token -> {
            try {
              virtual.complete(
                  (Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread()));
            } catch (ReflectiveOperationException e) {
              virtual.completeExceptionally(e);
            }
          });
      get(call);
      assertThat(virtual.get()).isTrue();
    }
  }

  @Test
  void directlyTheyComeOnTheDriversThread() throws Exception {
    try (CallRuntime runtime = CallRuntime.builder().direct().build()) {
      CompletableFuture<Thread> driver = new CompletableFuture<>();
      CompletableFuture<Thread> consumer = new CompletableFuture<>();
      Call call =
          Drivers.client(
                  runtime,
                  (request, exchange) ->
                      driver.complete(
                          startThread(() -> script().token("a").complete().play(exchange))))
              .call(ChatRequest.of("Hello"));
      call.stream(token -> consumer.complete(Thread.currentThread()));
      get(call);
      assertThat(consumer.get()).isSameAs(driver.get());
    }
  }

  @Test
  void onTheCallersExecutorWhereOneIsGiven() throws Exception {
    Set<String> names = ConcurrentHashMap.newKeySet();
    try (CallRuntime runtime =
        CallRuntime.builder().executor(task -> new Thread(task, "mine").start()).build()) {
      RecordingSink sink = new RecordingSink();
      sink.then = signal -> names.add(Thread.currentThread().getName());
      Call call =
          Drivers.client(
                  runtime, (request, exchange) -> script().token("a").complete().play(exchange))
              .call(ChatRequest.of("Hello"));
      call.stream(sink);
      get(call);
      assertThat(sink.violations()).isEmpty();
    }
    assertThat(names).containsExactly("mine");
  }

  @Test
  void anExecutorThatTakesNoMoreWorkLosesNoEnd() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    lab.steps.reject();
    script().token("a").finish().play(lab.driver.exchange());
    lab.time.advance(GuardSettings.DEFAULT.tail());
    assertThat(call.outcome().toCompletableFuture()).isCompleted();
    assertThat(sink.signals).containsExactly("start", "token a", "end");
  }

  @Test
  void anExecutorThatTakesNoWorkAtAllFailsTheCall() {
    Lab lab = Lab.stepwise();
    lab.steps.reject();
    RecordingSink sink = new RecordingSink();
    Call call = lab.call();
    call.stream(sink);
    assertThat(call.outcome().toCompletableFuture()).isCompleted();
    assertThat(Words.of(sink.outcome)).isEqualTo("Failed(internal)");
  }

  @Test
  void driversThatBlockInStartAndWaitForDemandDoNotStarveDeliveries() throws Exception {
    int calls = 40; // more than there are workers
    try (CallRuntime runtime = CallRuntime.create()) {
      CountDownLatch allBlocked = new CountDownLatch(calls);
      ChatClient client =
          Drivers.client(
              runtime,
              (request, exchange) -> {
                CountDownLatch demand = new CountDownLatch(1);
                exchange.onDemand(demand::countDown);
                allBlocked.countDown();
                allBlocked.await(30, TimeUnit.SECONDS);
                if (!exchange.wantsMore()) {
                  demand.await(30, TimeUnit.SECONDS);
                }
                script().token("a").complete().play(exchange);
              });
      List<Call> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        Call call = client.call(ChatRequest.of("Hello"));
        call.stream(token -> {});
        all.add(call);
      }
      for (Call call : all) {
        assertThat(Words.of(get(call))).isEqualTo("Completed(NOT_GIVEN)");
      }
    }
  }

  @Test
  void aThousandOpenStreamsParkNoThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (CallRuntime runtime = CallRuntime.create()) {
      List<Exchange> exchanges = new ArrayList<>();
      CountDownLatch started = new CountDownLatch(1_000);
      ChatClient client =
          Drivers.client(
              runtime,
              (request, exchange) -> {
                synchronized (exchanges) {
                  exchanges.add(exchange);
                }
                started.countDown();
              });
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        Call call = client.call(ChatRequest.of("Hello"));
        call.stream(token -> {});
        calls.add(call);
      }
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
      ours.removeAll(before);
      assertThat(ours).hasSizeLessThan(120);
      exchanges.forEach(Exchange::complete);
      for (Call call : calls) {
        get(call);
      }
    }
  }

  @Test
  void closingTheRuntimeEndsItsThreads() throws Exception {
    CallRuntime runtime = CallRuntime.create();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Call call =
        Drivers.client(
                runtime, (request, exchange) -> script().token("a").complete().play(exchange))
            .call(ChatRequest.of("Hello"));
    call.stream(token -> threads.add(Thread.currentThread()));
    get(call);
    runtime.close();
    runtime.close();
    for (Thread thread : threads) {
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static Thread startThread(Runnable task) {
    Thread thread = new Thread(task, "driver");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static Outcome get(Call call) throws Exception {
    return call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
