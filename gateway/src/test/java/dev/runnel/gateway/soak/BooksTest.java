package dev.runnel.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.exchange.Fate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Books that found nothing amiss would make every soak a good one. */
class BooksTest {
  private final Books books = new Books(new Plans(1, 4, Duration.ofMillis(1)), 3);

  private static Sighting sighting(int number, String id, int status, Sighting.End end) {
    return new Sighting(number, id, status, 1, "", end, Duration.ofMillis(1), "");
  }

  @Test
  void nothingIsAccountedFor() {
    assertThat(books.settle(0)).isEmpty();
  }

  @Test
  void aRequestWhoseEndNobodySawIsMissed() {
    assertThat(books.settle(1)).anySatisfy(one -> assertThat(one).contains("no end was seen"));
  }

  @Test
  void aRequestThatEndedTwiceIsTold() {
    books.seen(sighting(0, "", 0, Sighting.End.LEFT));
    books.seen(sighting(0, "", 0, Sighting.End.LEFT));
    assertThat(books.settle(1)).anySatisfy(one -> assertThat(one).contains("it ended twice"));
  }

  @Test
  void anEndThatOnlyLooksWholeIsTold() {
    books.seen(sighting(0, "", 200, Sighting.End.FALSE_END));
    assertThat(books.settle(1)).isNotEmpty();
  }

  @Test
  void whatTheServiceWasAskedThoughNobodyAskedIsTold() {
    books.served(7, Fate.ANSWERED);
    assertThat(books.settle(0)).containsExactly("nobody asked 7");
  }

  @Test
  void aRequestThatTheGatewayDidNotReportIsTold() {
    books.seen(sighting(0, "req_1", 200, Sighting.End.LEFT));
    assertThat(books.settle(1)).anySatisfy(one -> assertThat(one).contains("no report of req_1"));
  }

  @Test
  void aReportThatSaysSomethingElseThanTheClientIsTold() {
    books.reported("req_1", 502, 1);
    books.seen(sighting(0, "req_1", 200, Sighting.End.LEFT));
    assertThat(books.settle(1)).anySatisfy(one -> assertThat(one).contains("status=502"));
  }

  @Test
  void reportsOfNobodysRequestsAndDoubleOnesAreTold() {
    books.reported("req_1", 200, 1);
    books.reported("req_1", 200, 1);
    assertThat(books.settle(0))
        .containsExactly("two reports of req_1", "1 reports of requests that nobody made, of 0");
  }
}
