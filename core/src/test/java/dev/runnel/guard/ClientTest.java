package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client: what its closing does, and what it keeps. */
@Timeout(60)
class ClientTest {
  private static Lab withInlineAborts(List<String> log) {
    Lab lab = Lab.stepwise();
    lab.driver.script = script().then(e -> e.onAbort(() -> log.add("abort")));
    return lab;
  }

  @Test
  void closingCancelsTheCallsUnderWayThenClosesTheDriverOnce() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    try (CallRuntime runtime = CallRuntime.create()) {
      Driver driver =
          new Driver() {
            @Override
            public Capabilities capabilities() {
              return Capabilities.builder().openEnded().build();
            }

            @Override
            public void start(ChatRequest request, Exchange exchange) {
              exchange.onAbort(() -> log.add("abort"));
              exchange.token("x");
            }

            @Override
            public void close() {
              log.add("close");
            }
          };
      ChatClient client = Guard.guard(driver, "acme", "acme", GuardSettings.DEFAULT, runtime);
      List<RecordingSink> sinks = List.of(new RecordingSink(), new RecordingSink());
      List<Call> calls = new ArrayList<>();
      for (RecordingSink sink : sinks) {
        CountDownLatch token = new CountDownLatch(1);
        sink.then =
            signal -> {
              if (signal.startsWith("token")) {
                token.countDown();
              }
            };
        Call call = client.call(ChatRequest.of("Hello"));
        call.stream(sink);
        token.await();
        calls.add(call);
      }
      client.close();
      client.close();
      assertThat(log).containsExactly("abort", "abort", "close");
      for (Call call : calls) {
        assertThat(Words.of(call.outcome().toCompletableFuture().get()))
            .isEqualTo("Cancelled(delivered)");
      }
    }
  }

  @Test
  void closingWaitsForTheAbortsBeforeItClosesTheDriver() throws Exception {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    try (CallRuntime runtime = CallRuntime.create()) {
      Driver driver =
          new Driver() {
            @Override
            public Capabilities capabilities() {
              return Capabilities.builder().openEnded().build();
            }

            @Override
            public void start(ChatRequest request, Exchange exchange) {
              exchange.onAbort(
                  () -> {
                    Thread thread = closer.join();
                    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                      Thread.onSpinWait();
                    }
                    log.add("abort");
                  });
              exchange.token("x");
            }

            @Override
            public void close() {
              log.add("close");
            }
          };
      ChatClient client = Guard.guard(driver, "acme", "acme", GuardSettings.DEFAULT, runtime);
      CountDownLatch token = new CountDownLatch(1);
      client.call(ChatRequest.of("Hello")).stream(text -> token.countDown());
      token.await();
      Thread thread = new Thread(client::close);
      closer.complete(thread);
      thread.start();
      thread.join();
    }
    assertThat(log).containsExactly("abort", "close");
  }

  @Test
  void aClosedClientTakesNoCall() {
    Lab lab = withInlineAborts(new ArrayList<>());
    lab.client().close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(lab::call)
        .withMessageContaining("closed");
    assertThat(lab.driver.closes).hasValue(1);
  }

  @Test
  void aHandleFromBeforeTheCloseIsCancelledWhenItGetsAView() {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    lab.client().close();
    RecordingSink sink = new RecordingSink();
    call.stream(sink);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(sink.signals).containsExactly("start", "end");
    assertThat(lab.driver.starts()).isZero();
  }

  @Test
  void aCallThatIsNeverStartedLeaksNothing() throws Exception {
    Lab lab = Lab.stepwise();
    WeakReference<Call> reference = new WeakReference<>(lab.call());
    assertForgotten(reference);
    assertThat(lab.client().endpoint()).isEqualTo("acme-eu");
  }

  @Test
  void aCallThatHasEndedIsForgotten() throws Exception {
    Lab lab = Lab.stepwise().playing(script().token("x").complete());
    WeakReference<Call> reference = new WeakReference<>(lab.stream(new RecordingSink()));
    Lab kept = lab;
    lab.driver.script = script();
    lab.stream(new RecordingSink()); // the driver's hand holds its last exchange only
    kept.driver.forget();
    assertForgotten(reference);
  }

  private static void assertForgotten(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < 200 && reference.get() != null; i++) {
      System.gc();
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    assertThat(reference.get()).isNull();
  }

  @Test
  void modelsAreThoseOfTheCapabilitiesWhereTheDriverCannotTell() {
    Lab lab = Lab.stepwise();
    lab.driver.capabilities = Capabilities.builder().models("a", "b").build();
    CompletableFuture<List<ModelInfo>> models = lab.client().models().toCompletableFuture();
    lab.settle();
    assertThat(models.join()).extracting(ModelInfo::id).containsExactly("a", "b");
    assertThat(lab.client().capabilities().defaultModel()).contains(ModelInfo.of("a"));
    assertThat(lab.client().provider()).isEqualTo("acme");
  }
}
