package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same races on real threads, over and over. */
@Timeout(60)
class RaceRepetitionTest {
  private static final int ROUNDS = 500;
  private static final int TOKENS = 50;

  @ParameterizedTest(name = "direct: {0}")
  @ValueSource(booleans = {false, true})
  void contentEndCancelClockAndDemandAtOnce(boolean direct) throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(4);
    HandMovedTime time = new HandMovedTime();
    CallRuntime.Builder builder = CallRuntime.builder().timekeeper(time);
    try (CallRuntime runtime = (direct ? builder.direct() : builder).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        race(round, runtime, time, racers);
      }
    } finally {
      racers.shutdownNow();
    }
    assertThat(time.waiting()).as("timers left").isZero();
  }

  private static void race(
      int round, CallRuntime runtime, HandMovedTime time, ExecutorService racers) throws Exception {
    Random random = new Random(round);
    CompletableFuture<Exchange> started = new CompletableFuture<>();
    AtomicInteger aborts = new AtomicInteger();
    CompletableFuture<Void> aborted = new CompletableFuture<>();
    Call call =
        Drivers.client(
                runtime,
                (request, exchange) -> {
                  exchange.onAbort(
                      () -> {
                        aborts.incrementAndGet();
                        aborted.complete(null);
                      });
                  started.complete(exchange);
                })
            .call(ChatRequest.of("Hello"));
    RecordingSink sink = new RecordingSink(random.nextBoolean() ? Long.MAX_VALUE : 5);
    call.stream(sink);
    Exchange exchange = started.get(30, TimeUnit.SECONDS);
    int end = random.nextInt(3);
    int pause = random.nextInt(2_000);
    int rival = random.nextInt(3);
    CyclicBarrier go = new CyclicBarrier(3);
    CompletableFuture<Boolean> driverEnded =
        CompletableFuture.supplyAsync(
            () -> {
              await(go);
              for (int i = 0; i < TOKENS; i++) {
                exchange.token(i + " ");
              }
              boolean first = !exchange.isOver();
              switch (end) {
                case 0 -> exchange.complete();
                case 1 -> exchange.endOfInput();
                default -> exchange.fail(ChatException.of(ErrorKind.CONNECTION, "reset"));
              }
              return first;
            },
            racers);
    CompletableFuture<Void> rivals =
        CompletableFuture.runAsync(
            () -> {
              await(go);
              spin(pause);
              switch (rival) {
                case 0 -> call.cancel();
                case 1 -> time.advance(Duration.ofMinutes(10));
                default -> {
                  // the driver has no rival
                }
              }
            },
            racers);
    CompletableFuture<Void> demand =
        CompletableFuture.runAsync(
            () -> {
              await(go);
              for (int i = 0; i < TOKENS; i++) {
                call.request(1);
              }
            },
            racers);
    Outcome outcome = call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
    CompletableFuture.allOf(rivals, demand).get(30, TimeUnit.SECONDS);
    boolean driverFirst = driverEnded.get(30, TimeUnit.SECONDS);

    String words = Words.of(outcome);
    assertThat(sink.outcome).isSameAs(outcome);
    assertThat(sink.violations()).as(words).isEmpty();
    assertThat(sink.signals).endsWith("end");
    int delivered = sink.signals.size() - 2;
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < delivered; i++) {
      expected.append(i).append(' ');
    }
    assertThat(sink.text()).isEqualTo(expected.toString());
    List<String> possible =
        switch (rival) {
          case 0 -> List.of("Cancelled", "Cancelled(delivered)", own(end));
          case 1 ->
              List.of(
                  "Incomplete(timeout: idle)",
                  "Incomplete(timeout: total)",
                  "Incomplete(timeout: first content)",
                  "Failed(timeout: first content)",
                  "Failed(timeout: total)",
                  own(end));
          default -> List.of(own(end));
        };
    assertThat(words).isIn(possible);
    if (words.equals(own(end))) {
      assertThat(delivered).isEqualTo(TOKENS);
    }
    if (!driverFirst) {
      aborted.get(30, TimeUnit.SECONDS);
    }
    assertThat(aborts.get()).isLessThanOrEqualTo(1);
  }

  private static String own(int end) {
    return switch (end) {
      case 0 -> "Completed(NOT_GIVEN)";
      case 1 -> "Incomplete(ended early)";
      default -> "Incomplete(connection)";
    };
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
