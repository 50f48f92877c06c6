package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome.Incomplete.Reason;
import dev.runnel.api.Timeouts;
import dev.runnel.sandbox.BlackHole;
import dev.runnel.sandbox.script.Gate;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chapter 5: clocks, on virtual time as far as they are the guard's. */
interface ClockRules extends Chapter {
  @Test
  default void rule_5_1_keepAlivesDoNotHoldTheFirstContentClock() {
    Ground on = ground();
    on.needs(new Utterance.KeepAlive());
    Gate told = Gate.shut();
    Hearing hearing = on.listen(begun().keepAlive().keepAlive().hold(told).open());
    told.awaitReached(on.patience());
    on.shows(() -> hearing.contents() > 0, hearing);

    on.time().advance(Timeouts.DEFAULT.firstContent());
    on.toTheEnd(hearing);

    Expect.failed(on, hearing, ErrorKind.TIMEOUT);
    Expect.nothingDelivered(on, hearing);
    clock(on, hearing, Timeouts.Clock.FIRST_CONTENT);
  }

  @Test
  default void rule_5_2_keepAlivesDoNotHoldTheIdleClock() {
    Ground on = ground();
    on.needs(new Utterance.KeepAlive());
    on.needsContentBeforeTheEnd();
    if (on.upstream().evidence() == Evidence.DOCUMENTS) {
      on.skip("between two documents there is no keep-alive");
    }
    Gate heard = Gate.shut();
    Gate told = Gate.shut();
    Hearing hearing =
        on.listen(begun().tokens("Hello").hold(heard).keepAlive().keepAlive().hold(told).open());
    on.afterContent(hearing);
    on.time().advance(Timeouts.DEFAULT.idle().minusSeconds(1));
    int contents = hearing.contents();
    heard.open();
    told.awaitReached(on.patience());
    on.shows(() -> hearing.contents() > contents, hearing);

    on.time().advance(Duration.ofSeconds(1));
    on.toTheEnd(hearing);

    Expect.incomplete(on, hearing, Reason.TIMEOUT);
    clock(on, hearing, Timeouts.Clock.IDLE);
  }

  @Test
  default void rule_5_3_theConnectClockIsTheTransports() {
    Ground on = ground();
    on.http();
    BlackHole hole = on.keep(BlackHole.full());
    if (!hole.isFull()) {
      on.skip("this system accepts connections that nobody takes");
    }
    Timeouts timeouts = Timeouts.DEFAULT.withConnect(Duration.ofMillis(100));
    Probe probe =
        on.probe(
            on.driver(on.configAt(URI.create("http://127.0.0.1:" + hole.port()))),
            new Probe(timeouts, Long.MAX_VALUE));

    on.toTheEnd(probe);

    Optional<ChatException> failure = Failing.of(probe);
    on.expect(
        "a failure of kind TIMEOUT that names the clock CONNECT",
        failure
            .filter(cause -> cause.kind() == ErrorKind.TIMEOUT)
            .flatMap(ChatException::clock)
            .filter(clock -> clock == Timeouts.Clock.CONNECT)
            .isPresent(),
        probe::toString);
  }

  private static void clock(Ground on, Hearing hearing, Timeouts.Clock clock) {
    on.expect(
        "the clock that ran out is named: " + clock,
        hearing.failure().flatMap(ChatException::clock).filter(clock::equals).isPresent(),
        hearing::toString);
  }
}
