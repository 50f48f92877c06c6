package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;
import static dev.runnel.testkit.contract.Lines.none;

import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.sandbox.BlackHole;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.spi.Driver;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Chapter 3: cancel, in each phase. */
interface CancelRules extends Chapter {
  @Test
  default void rule_3_1_aCallThatIsOverBeforeItStartsLeavesNothingOpen() {
    Ground on = ground();
    on.upstream().next(begun().tokens("Hel", "lo").hold(Gate.shut()).open());
    Probe probe = new Probe(Timeouts.DEFAULT, Long.MAX_VALUE);
    probe.abort();

    on.probe(on.driver(), probe);

    if (on.shows(() -> on.upstream().requests() > 0, on.upstream())) {
      Upstream.Asked asked = on.upstream().awaitRequest(on.patience());
      on.expect(
          "no request, or one that is given up at once", () -> asked.awaitAborted(on.patience()));
    }
  }

  @Test
  default void rule_3_2_cancelBeforeHeadersAbortsTheExchange() {
    Ground on = ground();
    Hearing hearing = on.listen(none().open());
    Upstream.Asked asked = on.upstream().awaitRequest(on.patience());

    cancelled(on, hearing, asked);
  }

  @Test
  default void rule_3_3_cancelWhileConnectingGivesTheConnectionUp() {
    Ground on = ground();
    on.http();
    BlackHole hole = on.keep(BlackHole.full());
    if (!hole.isFull()) {
      on.skip("this system accepts connections that nobody takes");
    }
    URI nowhere = URI.create("http://127.0.0.1:" + hole.port());
    Probe probe =
        on.probe(on.driver(on.configAt(nowhere)), new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));
    on.shows(probe::returned, probe);

    probe.abort();

    on.await(
        "a driver that connects within its start comes back from it when it is aborted",
        probe::returned,
        probe,
        () -> "start() still waits for the connection");
  }

  @Test
  default void rule_3_4_cancelBeforeTheFirstContentAbortsTheExchange() {
    Ground on = ground();
    Gate told = Gate.shut();
    Hearing hearing = on.listen(begun().hold(told).open());
    told.awaitReached(on.patience());
    on.shows(() -> hearing.contents() > 0, hearing);
    Upstream.Asked asked = on.upstream().awaitRequest(on.patience());

    cancelled(on, hearing, asked);
  }

  @Test
  default void rule_3_5_cancelInMidStreamAbortsTheExchange() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    Hearing hearing = on.listen(begun().tokens("Hel", "lo").open());
    on.afterContent(hearing);
    Upstream.Asked asked = on.upstream().awaitRequest(on.patience());

    cancelled(on, hearing, asked);
  }

  private static void cancelled(Ground on, Hearing hearing, Upstream.Asked asked) {
    hearing.cancel();
    on.toTheEnd(hearing);
    on.expect(
        "Cancelled",
        hearing.outcome().filter(Outcome.Cancelled.class::isInstance).isPresent(),
        hearing::toString);
    on.expect("the exchange is given up", () -> asked.awaitAborted(on.patience()));
  }

  @Test
  default void rule_3_6_cancelWhileItWaitsForDemandAbortsTheExchange() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    on.upstream().next(begun().tokens("one", "two", "three").open());
    Probe probe = on.probe(on.driver(), new Probe(Timeouts.DEFAULT, 1));
    on.afterContents(probe, 1);
    Upstream.Asked asked = on.upstream().awaitRequest(on.patience());
    on.shows(probe::ended, probe); // so that it waits

    probe.abort();

    on.expect("the exchange is given up", () -> asked.awaitAborted(on.patience()));
  }

  @Test
  default void rule_3_7_anAbortDoesNotWaitForTheConsumer() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    CountDownLatch release = new CountDownLatch(1);
    on.upstream().next(begun().tokens("one", "two").open());
    Probe probe =
        new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)
            .within(
                content -> {
                  try {
                    release.await(2 * on.patience().toMillis(), TimeUnit.MILLISECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    on.afterContents(on.probe(on.driver(), probe), 1);
    CompletableFuture<Void> aborted = new CompletableFuture<>();
    Thread aborter =
        new Thread(
            () -> {
              probe.abort();
              aborted.complete(null);
            },
            "runnel-contract-abort");
    aborter.setDaemon(true);
    aborter.start();

    try {
      on.await(
          "the abort comes back while the consumer still takes a content",
          aborted::isDone,
          probe,
          () -> "the abort waited until the consumer's code had come back");
    } finally {
      release.countDown();
    }
  }

  @Test
  default void rule_3_8_cancellingOneCallLeavesTheOthersAlone() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    Gate gate = Gate.shut();
    Driver driver = on.driver();
    on.upstream().next(begun().tokens("one", "two").open());
    Probe one = on.afterContents(on.probe(driver, new Probe(Timeouts.DEFAULT, 99)), 1);
    on.upstream().next(begun().tokens("Hel", "lo,").hold(gate).tokens("you").finish().end());
    Probe other = on.afterContents(on.probe(driver, new Probe(Timeouts.DEFAULT, 99)), 1);

    one.abort();
    on.shows(other::ended, other);
    gate.open();
    on.toTheEnd(other);

    on.expect(
        "the other call gets its whole answer",
        String.join("", other.texts()).equals("Hello,you"),
        other::toString);
  }
}
