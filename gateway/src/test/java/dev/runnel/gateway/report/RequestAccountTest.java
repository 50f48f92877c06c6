package dev.runnel.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.gateway.form.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestAccountTest {
  private final List<RequestReport> reports = new ArrayList<>();
  private final OpenRequests open =
      new OpenRequests(
          Clock.systemUTC(),
          new RequestListener() {
            @Override
            public void onEnd(RequestReport report) {
              reports.add(report);
            }
          },
          () -> 0);

  private RequestAccount account() {
    return open.open("req_1", Inquiry.of("127.0.0.1", "POST", "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, REFUSED",
    "AUTHENTICATION, REFUSED",
    "RATE_LIMITED, REFUSED",
    "UNAVAILABLE, REFUSED",
    "DRAINING, REFUSED",
    "INTERNAL, FAILED",
    "BAD_UPSTREAM, FAILED"
  })
  void whatTheGatewaySaysByItselfIsARefusalUnlessItFailed(Trouble.Kind kind, Ending ending) {
    RequestAccount account = account();
    account.troubled(Trouble.passing(kind, "Why.", Optional.of(Duration.ofSeconds(1))));
    account.responded(OptionalInt.of(kind.status()), 4);

    assertThat(reports).extracting(RequestReport::ending).containsExactly(ending);
  }

  @Test
  void aPlaceIsFreeAgainWhenWhoHadItIsOver() {
    RequestAccount first = account();
    assertThat(first.admitted(1)).isTrue();
    RequestAccount second = account();
    assertThat(second.admitted(1)).isFalse();
    second.responded(OptionalInt.of(503), 0); // who had no place gives none back
    assertThat(account().admitted(1)).isFalse();
    first.responded(OptionalInt.of(200), 0);
    assertThat(account().admitted(1)).isTrue();
    assertThat(account().admitted(1)).isFalse();
  }
}
