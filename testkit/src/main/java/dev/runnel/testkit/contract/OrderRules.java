package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;
import static dev.runnel.testkit.contract.Lines.none;

import dev.runnel.api.ChatClient;
import dev.runnel.api.Timeouts;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.spi.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chapter 2: order and threads. */
interface OrderRules extends Chapter {
  @Test
  default void rule_2_1_contentsArriveInTheirOrder() {
    Ground on = ground();
    List<String> all = IntStream.range(0, 300).mapToObj(number -> number + ".").toList();

    Hearing hearing = on.hear(begun().tokens(all.toArray(String[]::new)).finish().end());

    Expect.text(on, hearing, String.join("", all));
  }

  @Test
  default void rule_2_2_signalsComeOneAfterTheOther() {
    Ground on = ground();
    on.upstream().next(begun().tokens("one", "two", "three", "four").finish().end());
    Probe probe = new Probe(Timeouts.DEFAULT, Long.MAX_VALUE);
    AtomicBoolean first = new AtomicBoolean(true);
    // While the first content is taken, nothing else may be signalled.
    probe.within(
        content -> {
          if (first.getAndSet(false)) {
            on.shows(() -> !probe.overlaps().isEmpty(), probe);
          }
        });

    on.toTheEnd(on.probe(on.driver(), probe));

    on.expect(
        "no signal while another is being taken",
        probe.overlaps().isEmpty(),
        () -> "the driver signalled from two threads at once: " + probe.overlaps());
  }

  @Test
  default void rule_2_3_aThreadThatMustNotBlockSaysSo() {
    Ground on = ground();
    Driver driver = on.driver();
    CountDownLatch release = new CountDownLatch(1);
    List<Boolean> loops = new ArrayList<>();
    on.upstream().next(begun().tokens("one", "two").finish().end());
    Probe blocked =
        new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)
            .within(
                content -> {
                  synchronized (loops) {
                    loops.add(driver.onEventLoop());
                    loops.notifyAll();
                  }
                  awaitBriefly(release, on);
                });
    on.probe(driver, blocked);
    on.await("content comes", () -> !loops.isEmpty(), loops, blocked::toString);
    on.upstream().next(begun().tokens("one", "two").finish().end());
    Probe other = on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));

    boolean saidSo;
    synchronized (loops) {
      saidSo = loops.contains(true);
    }
    try {
      if (!saidSo) {
        on.await(
            "a call goes on while the consumer of another one blocks a thread that is no event loop",
            () -> !other.contents().isEmpty(),
            other,
            () ->
                "a blocked consumer held up another call, and onEventLoop() was false on its"
                    + " thread");
      }
    } finally {
      release.countDown();
    }
  }

  private static void awaitBriefly(CountDownLatch release, Ground on) {
    try {
      release.await(2 * on.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  default void rule_2_4_aCallThatWaitsHoldsUpNoOther() {
    Ground on = ground();
    Driver driver = on.driver();
    on.upstream().next(begun().tokens("one", "two", "three").finish().end());
    Probe waiting = on.probe(driver, new Probe(Timeouts.DEFAULT, 1));
    on.afterContents(waiting, 1);
    on.shows(waiting::ended, waiting); // so that it waits
    on.upstream().next(begun().tokens("one", "two").finish().end());

    Probe other = on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));

    on.await(
        "a call ends while another one waits for its consumer",
        other::ended,
        other,
        () -> "the other call had " + other);
  }

  @Test
  default void rule_2_5_callsAtTheSameTimeDoNotMix() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    Gate gate = Gate.shut();
    ChatClient client = on.client();
    on.upstream().next(begun().tokens("a1.", "a2.").hold(gate).tokens("a3.", "a4.").finish().end());
    Hearing one = Hearing.of(client.call(on.request()));
    on.afterContent(one);
    on.upstream().next(begun().tokens("b1.", "b2.").finish().end());
    Hearing other = on.toTheEnd(Hearing.of(client.call(on.request())));
    gate.open();
    on.toTheEnd(one);

    Expect.text(on, other, "b1.b2.");
    Expect.text(on, one, "a1.a2.a3.a4.");
  }

  @Test
  default void rule_2_6_nothingIsSentTwice() {
    Ground on = ground();

    on.toTheEnd(on.probe(none().lost()));
    on.shows(() -> on.upstream().requests() > 1, on.upstream());

    on.expect(
        "one request: who retries is not the driver",
        on.upstream().requests() == 1,
        () -> on.upstream().requests() + " requests came for one call whose connection was lost");
  }
}
