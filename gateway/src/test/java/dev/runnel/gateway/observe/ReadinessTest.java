package dev.runnel.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Readiness.Verdict READY = new Readiness.Verdict(true, Map.of());
  private static final Readiness.Verdict NOT =
      new Readiness.Verdict(false, Map.of("openai", "credentials-missing"));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // and then it turns over
  private final Queue<Runnable> looks = new ArrayDeque<>();

  private CompletableFuture<Readiness.Verdict> ask(Readiness readiness) {
    return readiness.verdict(looks::add).toCompletableFuture();
  }

  private Readiness seeing(Supplier<Readiness.Verdict> look) {
    return new Readiness(look, nanos::get);
  }

  @Test
  void thoseWhoAskWhileSomebodyLooksShareWhatIsSeen() {
    Readiness readiness = seeing(() -> NOT);
    var first = ask(readiness);
    var second = ask(readiness);
    assertThat(looks).hasSize(1);
    looks.remove().run();
    assertThat(first).isCompletedWithValue(NOT);
    assertThat(second).isCompletedWithValue(NOT);
  }

  @Test
  void whatWasSeenIsGoodForASecond() {
    Queue<Readiness.Verdict> seen = new ArrayDeque<>();
    seen.add(NOT);
    seen.add(READY);
    Readiness readiness = seeing(seen::remove);
    ask(readiness);
    looks.remove().run();

    nanos.addAndGet(999_999_999);
    assertThat(ask(readiness)).isCompletedWithValue(NOT);
    assertThat(looks).isEmpty();
    nanos.addAndGet(1);
    var later = ask(readiness);
    looks.remove().run();
    assertThat(later).isCompletedWithValue(READY);
  }

  @Test
  void aLookThatFailedIsNotKept() {
    Readiness readiness =
        seeing(
            () -> {
              throw new IllegalStateException("closed");
            });
    var failed = ask(readiness);
    looks.remove().run();
    assertThat(failed).isCompletedExceptionally();
    ask(readiness);
    assertThat(looks).hasSize(1);
  }

  @Test
  void whoeverWaitsHearsThatTheGatewayEnds() {
    Readiness readiness = seeing(() -> READY);
    var waiting = ask(readiness);
    readiness.drain();
    looks.remove().run();
    assertThat(waiting.join().reasons()).containsEntry("gateway", "draining");
    assertThat(ask(readiness).join().ready()).isFalse();
    assertThat(looks).isEmpty();
  }
}
