package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final String BAN = "sorry, 您的ip已由于触发防滥用检测而被封禁";
  private static final Notices NOTICES = Notices.of(List.of(BAN, "Please ?pgrade", " "));

  private final RecordingExchange exchange = new RecordingExchange();

  @Test
  void anAnswerThatBeginsAsANoticeFailsWhereverItIsCut() {
    String notice = BAN + "! Visit us.";
    for (int cut = 1; cut < notice.length(); cut++) {
      RecordingExchange recording = new RecordingExchange();
      var watch = NOTICES.watch(recording);
      watch.token(notice.substring(0, cut));
      watch.token(notice.substring(cut));
      watch.complete();

      assertThat(recording.failure.kind()).isEqualTo(ErrorKind.BLOCKED);
      assertThat(recording.failure.getMessage()).contains(BAN);
      assertThat(recording.text).isEmpty();
    }
  }

  @Test
  void caseSpaceBeforeAndOneOpenCharacterDoNotHideANotice() {
    NOTICES.watch(exchange).token(" \nPLEASE Upgrade now");

    assertThat(exchange.failure).isNotNull();
  }

  @Test
  void anHonestAnswerThatMentionsTheNoticeSurvives() {
    var watch = NOTICES.watch(exchange);
    watch.token("They said: ");
    watch.token(BAN);
    watch.complete();

    assertThat(exchange.text).hasToString("They said: " + BAN);
    assertThat(exchange.completed).isTrue();
  }

  @Test
  void whatCouldStillBecomeANoticeIsHeldBackAndThenReleased() {
    var watch = NOTICES.watch(exchange);
    watch.token("sor");
    watch.token("ry, ");
    assertThat(exchange.text).isEmpty();

    watch.token("I do not know");
    assertThat(exchange.text).hasToString("sorry, I do not know");
  }

  @Test
  void theEndReleasesWhatIsHeldBack() {
    var watch = NOTICES.watch(exchange);
    watch.token("sorry");
    watch.finish(FinishReason.STOP);
    watch.complete();

    assertThat(exchange.text).hasToString("sorry");
    assertThat(exchange.completed).isTrue();
  }

  @Test
  void aLostConnectionReleasesWhatIsHeldBack() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("sorry");
                  connection.socket.close();
                });
        TestEndpoint endpoint =
            TestEndpoint.at(
                upstream.url(),
                (http, request, call) -> http.get("/").chatCompletion(NOTICES.watch(call)))) {
      Listening listening = Listening.to(endpoint.client);

      assertThat(listening.outcome()).isInstanceOf(Outcome.Incomplete.class);
      assertThat(listening.text).hasToString("sorry");
    }
  }

  @Test
  void anotherMeaningCanBeGiven() {
    NOTICES.meaning(ErrorKind.QUOTA).watch(exchange).token(BAN);

    assertThat(exchange.failure.kind()).isEqualTo(ErrorKind.QUOTA);
  }
}
