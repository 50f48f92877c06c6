package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;

import dev.runnel.api.Timeouts;
import dev.runnel.guard.GuardSettings;
import dev.runnel.sandbox.exchange.Exchange;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chapter 4: demand. */
interface DemandRules extends Chapter {
  /** What the guard counts for a content beside its characters. */
  int OVERHEAD = 48;

  @Test
  default void rule_4_1_withoutDemandTheSocketIsNotRead() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    HttpUpstream http = on.http();
    on.upstream().next(begun().flood("x".repeat(1024)));
    Probe probe = on.probe(on.driver(), new Probe(Timeouts.DEFAULT, 1));
    on.afterContents(probe, 1);
    Exchange exchange = http.server().awaitExchange(on.patience());

    on.expect(
        "once nothing is asked for, the service cannot write any more",
        () -> exchange.awaitBlockedWrite(on.patience()));
  }

  @Test
  default void rule_4_2_withoutDemandOnlyWhatWasReadIsSignalled() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    int bound = GuardSettings.DEFAULT.maxBufferedBytes();
    String token = "x".repeat(16 * 1024);
    on.upstream()
        .next(
            begun()
                .tokens(IntStream.range(0, 256).mapToObj(i -> token).toArray(String[]::new))
                .finish()
                .end());
    Probe probe = on.probe(on.driver(), new Probe(Timeouts.DEFAULT, 1));
    on.afterContents(probe, 1);
    int most = bound / (token.length() + OVERHEAD);

    int before;
    do {
      before = probe.contents().size();
      on.shows(() -> probe.contents().size() > most, probe);
    } while (probe.contents().size() > before && probe.contents().size() <= most);

    on.expect(
        "at most what one read brought: less than " + bound + " bytes come unasked",
        probe.contents().size() <= most,
        () -> probe.contents().size() + " contents of 16 KiB came where one was asked for");
  }

  @Test
  default void rule_4_3_demandThatReturnsGoesOnWhereItStopped() {
    Ground on = ground();
    String[] tokens = IntStream.range(0, 40).mapToObj(i -> i + ".").toArray(String[]::new);
    Lines lines = begun().tokens(tokens).finish().end();
    if (on.upstream() instanceof HttpUpstream http) {
      http.server().next(http.answer(lines).contentLength()); // so that a read brings many
    } else {
      on.upstream().next(lines);
    }
    Probe probe = on.probe(on.driver(), new Probe(Timeouts.DEFAULT, 1));

    for (int asked = 1; !probe.ended() && asked <= tokens.length; asked++) {
      int count = asked;
      on.await(
          count + " contents come where " + count + " were asked for, or the end",
          () -> probe.contents().size() >= count || probe.ended(),
          probe,
          probe::toString);
      if (count == 3 || count == 6) {
        on.shows(probe::ended, probe); // so that it waits
      }
      probe.request(1);
    }
    probe.request(Long.MAX_VALUE);
    on.toTheEnd(probe);

    on.expect(
        "each content once and in order",
        String.join("", probe.texts()).equals(String.join("", tokens)),
        probe::toString);
  }

  @Test
  default void rule_4_4_demandThatReturnsWhileTheDriverStopsIsNotLost() {
    Ground on = ground();
    AtomicInteger taken = new AtomicInteger();
    on.upstream().next(begun().tokens("one.", "two.", "three.").finish().end());
    // The consumer asks for more between the driver's signal and the no that it gets for it.
    Probe probe =
        new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)
            .takingBack(content -> taken.incrementAndGet() <= 2);

    on.toTheEnd(on.probe(on.driver(), probe));

    on.expect(
        "each content once and in order",
        String.join("", probe.texts()).equals("one.two.three."),
        probe::toString);
  }
}
