package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Exchange;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver whose service is another call: what it passes on, how much, and on which thread. */
@Timeout(60)
class RelayTest {
  private static ChatClient passing(Lab lab) {
    return lab.over(
        new PassingDriver(
            Guard.guard(lab.driver, "in", "in", GuardSettings.DEFAULT, lab.runtime.within())));
  }

  @Test
  void asMuchIsTakenFromTheServiceAsTheConsumerAskedFor() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = passing(lab).call(ChatRequest.of("Hello"));
    call.stream(sink);
    lab.settle();
    Exchange service = lab.driver.exchange();

    assertThat(service.demand()).isEqualTo(1);
    service.token("a");
    lab.settle();
    assertThat(service.demand()).as("it was asked for one").isZero();
    call.request(3);
    assertThat(service.demand()).isEqualTo(3);
    call.request(Long.MAX_VALUE);
    service.token("b");
    service.token("c");
    service.token("d");
    lab.settle();
    assertThat(service.demand()).as("without bound: some ahead").isBetween(16L, 32L);
    for (int i = 0; i < 500; i++) {
      assertThat(service.token("x")).isTrue();
      lab.settle();
    }
    service.complete();
    assertThat(lab.outcome(call)).isInstanceOf(Outcome.Completed.class);
    assertThat(sink.violations()).isEmpty();
    assertThat(sink.text()).startsWith("abcdxx").hasSize(504);
  }

  @Test
  void aConsumerThatStopsTakingLeavesTheServiceUnread() {
    Lab lab = Lab.stepwise();
    Call call = passing(lab).call(ChatRequest.of("Hello"));
    call.stream(new RecordingSink());
    lab.settle();
    Exchange service = lab.driver.exchange();
    String large = "x".repeat(8 * 1024);
    int sent = 0;
    while (service.wantsMore() && sent < 1_000) { // the consumer's thread does not come by
      service.token(large);
      sent++;
    }

    assertThat(sent).as("what is wanted, a bound on bytes, and what was asked for").isLessThan(64);
    lab.settle();
    assertThat(service.wantsMore()).isTrue();
    call.cancel();
    lab.settle();
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void demandIsTheNumberThatIsAskedForAndNoneWhenItIsOver() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink(0));
    Exchange exchange = lab.driver.exchange();

    assertThat(exchange.demand()).isZero();
    call.request(2);
    assertThat(exchange.demand()).isEqualTo(2);
    exchange.token("a");
    assertThat(exchange.demand()).isEqualTo(1);
    call.request(Long.MAX_VALUE);
    assertThat(exchange.demand()).isEqualTo(Long.MAX_VALUE);
    call.cancel();
    assertThat(exchange.demand()).isZero();
  }

  @Test
  void theServicesDriverStartsOnAWorkerThatAnAbortInterrupts() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      CountDownLatch blocking = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      AtomicReference<Thread> thread = new AtomicReference<>();
      ChatClient inner =
          Drivers.client(
              runtime.within(),
              (request, exchange) -> {
                thread.set(Thread.currentThread());
                blocking.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              });
      ChatClient outer =
          Guard.guard(new PassingDriver(inner), "out", "out", GuardSettings.DEFAULT, runtime);
      Call call = outer.call(ChatRequest.of("Hello"));
      call.stream(token -> {});
      assertThat(blocking.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(thread.get()).isNotSameAs(Thread.currentThread());
      call.cancel();
      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatTheServiceSaysIsHandedOverOnce() {
    Lab lab = Lab.stepwise().playing(script().tokens("a").finish().complete());
    Call call = passing(lab).call(ChatRequest.of("Hello"));
    call.stream(new RecordingSink());
    int handed = 0;
    while (lab.steps.queued() > 0) {
      lab.steps.run(0);
      handed++;
    }

    assertThat(lab.outcome(call)).isInstanceOf(Outcome.Completed.class);
    assertThat(handed).as("the first signal, the start, and what was said").isLessThanOrEqualTo(4);
  }

  /** The consumer asks for more just after its last content was passed on, on another thread. */
  @Test
  void demandThatReturnsWhileAContentIsPassedOnIsNotLost() {
    AtomicLong demand = new AtomicLong(1);
    AtomicLong taken = new AtomicLong();
    AtomicReference<Relay> relay = new AtomicReference<>();
    Exchange exchange =
        answeringTo(
            Map.of(
                "demand",
                demand::get,
                "token",
                () -> {
                  if (taken.incrementAndGet() == 1) {
                    relay.get().resume(); // the same content is still wanted
                  }
                  return false; // and nothing more, as yet
                }));
    relay.set(
        new Relay(exchange) {
          @Override
          public void onEnd(Outcome outcome) {}
        });
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    call.stream(relay.get());
    lab.settle();
    lab.driver.exchange().token("a");
    lab.driver.exchange().token("b");
    lab.settle();

    assertThat(taken).hasValue(2);
  }

  private static Exchange answeringTo(Map<String, Supplier<Object>> answers) {
    return (Exchange)
        Proxy.newProxyInstance(
            RelayTest.class.getClassLoader(),
            new Class<?>[] {Exchange.class},
            (proxy, method, arguments) -> answers.get(method.getName()).get());
  }
}
