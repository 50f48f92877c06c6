package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;
import static dev.runnel.testkit.contract.Lines.none;
import static dev.runnel.testkit.contract.Lines.whole;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome.Incomplete.Reason;
import dev.runnel.api.Timeouts;
import dev.runnel.sandbox.script.Gate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chapter 1: the end, decided by evidence. */
interface EndRules extends Chapter {
  @Test
  default void rule_1_1_everyCharacterArrivesUnchanged() {
    Ground on = ground();
    String text = " two \n lines,\ta \"quote\", a \\ and { } ";

    Hearing hearing = on.hear(whole(" two \n lines,", "\ta \"quote\",", " a \\ and { } "));

    Expect.completed(on, hearing);
    Expect.text(on, hearing, text);
  }

  @Test
  default void rule_1_2_howeverTheNetworkCutsItTheAnswerIsTheSame() {
    Ground on = ground();
    HttpUpstream http = on.http();
    String text = "Grüße,😀文字";
    var answer = http.answer(whole("Grüße,", "😀", "文字"));

    http.server().next(answer.inPiecesOf(1));
    Hearing bytes = on.toTheEnd(Hearing.of(on.client().call(on.request())));
    Expect.completed(on, bytes);
    Expect.text(on, bytes, text);
    for (int cut = 7; cut < text.getBytes(StandardCharsets.UTF_8).length * 4; cut += 13) {
      http.server().next(answer.inPiecesCutAt(cut, cut + 2));
      Hearing hearing = on.toTheEnd(Hearing.of(on.client().call(on.request())));
      Expect.text(on, hearing, text);
    }
  }

  @Test
  default void rule_1_3_anEndMarkEndsTheCallAtOnce() {
    Ground on = ground();
    on.needs(new Utterance.End());

    Hearing hearing = on.hear(begun().tokens("Hel", "lo").finish().end().open());

    Expect.completed(on, hearing);
  }

  @Test
  default void rule_1_4_aFinishReasonIsEvidence() {
    Ground on = ground();
    on.needs(new Utterance.Finish(FinishReason.Kind.STOP));
    if (on.upstream().evidence() != Evidence.MARK) {
      on.skip("the reason is part of a document, whose end is the evidence");
    }

    Hearing hearing = on.hear(begun().tokens("Hel", "lo").finish());

    Expect.completed(on, hearing);
  }

  @Test
  default void rule_1_5_theReasonOfTheEndIsTold() {
    Ground on = ground();
    on.needs(new Utterance.Finish(FinishReason.Kind.STOP));
    for (FinishReason.Kind reason :
        List.of(
            FinishReason.Kind.STOP, FinishReason.Kind.LENGTH, FinishReason.Kind.CONTENT_FILTER)) {
      if (on.upstream().says(new Utterance.Finish(reason))) {
        Hearing hearing = on.hear(begun().tokens("Hel", "lo").finish(reason).end());
        Expect.completed(on, hearing, reason);
      }
    }
  }

  @Test
  default void rule_1_6_aCleanEndWithoutEvidenceIsIncomplete() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();

    Hearing hearing = on.hear(begun().tokens("Hel", "lo").unproven());

    Expect.incomplete(on, hearing, Reason.ENDED_EARLY);
  }

  @Test
  default void rule_1_7_aCleanEndBeforeAnyContentFails() {
    Ground on = ground();
    if (!on.upstream().says(new Utterance.Beginning())
        && !on.upstream().says(new Utterance.KeepAlive())) {
      on.skip("the format says nothing that is neither content nor an end");
    }
    if (on.upstream().evidence() == Evidence.TRANSPORT) {
      on.skip("the transport's own end is evidence");
    }

    Lines nothing = on.upstream().says(new Utterance.Beginning()) ? begun() : none().keepAlive();

    Hearing hearing = on.hear(nothing.unproven());

    Expect.failed(on, hearing, ErrorKind.PROTOCOL);
    Expect.nothingDelivered(on, hearing);
  }

  @Test
  default void rule_1_8_anEmptyBodyIsAnEmptyAnswer() {
    Ground on = ground();

    Hearing hearing = on.hear(none());

    Expect.failed(on, hearing, ErrorKind.EMPTY_ANSWER);
  }

  @Test
  default void rule_1_9_anEndMarkWithoutContentAndReasonIsAnEmptyAnswer() {
    Ground on = ground();
    on.needs(new Utterance.End());

    Hearing hearing = on.hear(begun().end());

    Expect.failed(on, hearing, ErrorKind.EMPTY_ANSWER);
  }

  @Test
  default void rule_1_10_anEndMarkWithoutAReasonCompletesAndNamesNone() {
    Ground on = ground();
    if (on.upstream().evidence() == Evidence.MARK) {
      on.needs(new Utterance.End());
    }

    Hearing hearing = on.hear(begun().tokens("Hel", "lo").end());

    Expect.completed(on, hearing, FinishReason.Kind.NOT_GIVEN);
  }

  @Test
  default void rule_1_11_aReasonWithoutContentCompletes() {
    Ground on = ground();
    on.needs(new Utterance.Finish(FinishReason.Kind.STOP));

    Hearing hearing = on.hear(begun().finish().end());

    Expect.completed(on, hearing, FinishReason.Kind.STOP);
    Expect.nothingDelivered(on, hearing);
  }

  @Test
  default void rule_1_12_aConnectionLostBeforeContentFails() {
    Ground on = ground();

    Hearing hearing = on.hear(none().lost());

    Expect.failed(on, hearing, ErrorKind.CONNECTION);
  }

  @Test
  default void rule_1_13_aConnectionLostAfterContentIsIncomplete() {
    Ground on = ground();
    on.needsContentBeforeTheEnd();
    Gate heard = Gate.shut();

    Hearing hearing = on.listen(begun().tokens("Hel", "lo").hold(heard).lost());
    on.afterContent(hearing);
    heard.open();
    on.toTheEnd(hearing);

    Expect.incomplete(on, hearing, Reason.CONNECTION);
  }

  @Test
  default void rule_1_14_aConnectionLostBehindAFinishReasonCompletes() {
    Ground on = ground();
    on.needs(new Utterance.Finish(FinishReason.Kind.STOP));
    if (on.upstream().evidence() != Evidence.MARK) {
      on.skip("the reason is part of a document, whose end is the evidence");
    }
    Gate heard = Gate.shut();

    on.upstream().next(begun().tokens("Hel", "lo").finish().hold(heard).lost());
    Probe probe = on.probe(on.driver(), new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));
    on.afterContents(probe, 2);
    on.shows(() -> probe.signals().stream().anyMatch(s -> s.name().equals("finish")), probe);
    heard.open();
    on.toTheEnd(probe);

    on.expect(
        "what breaks off behind a finish reason is told as a lost connection, or as the end",
        probe.signals().stream().anyMatch(s -> s.name().equals("complete"))
            || probe.signals().stream()
                .anyMatch(
                    s ->
                        s.value() instanceof dev.runnel.api.ChatException failure
                            && failure.kind() == ErrorKind.CONNECTION),
        probe::toString);
  }

  @Test
  default void rule_1_15_anErrorInMidStreamFailsTheCall() {
    Ground on = ground();
    on.needs(new Utterance.Failure(ErrorKind.UNAVAILABLE, "Sorry"));

    Hearing hearing =
        on.hear(begun().tokens("Hel", "lo").failure(ErrorKind.UNAVAILABLE, "Sorry").end());

    Expect.failed(on, hearing, ErrorKind.UNAVAILABLE);
    on.expect("the content before it", hearing.text().equals("Hello"), hearing::toString);
  }

  @Test
  default void rule_1_16_anErrorBeforeContentFailsTheCall() {
    Ground on = ground();
    on.needs(new Utterance.Failure(ErrorKind.UNAVAILABLE, "Sorry"));

    Hearing hearing =
        on.hear(begun().failure(ErrorKind.UNAVAILABLE, "Sorry").tokens("never").finish().end());

    Expect.failed(on, hearing, ErrorKind.UNAVAILABLE);
    Expect.nothingDelivered(on, hearing);
  }

  @Test
  default void rule_1_17_anErrorBehindAFinishReasonIsNotSwallowed() {
    Ground on = ground();
    on.needs(
        new Utterance.Finish(FinishReason.Kind.STOP),
        new Utterance.Failure(ErrorKind.UNAVAILABLE, "Sorry"));
    if (on.upstream().evidence() != Evidence.MARK) {
      on.skip("the reason is part of a document, whose end is the evidence");
    }

    Hearing hearing =
        on.hear(begun().tokens("Hel", "lo").finish().failure(ErrorKind.UNAVAILABLE, "Sorry").end());

    Expect.failed(on, hearing, ErrorKind.UNAVAILABLE);
  }

  @Test
  default void rule_1_18_whatIsMalformedFailsTheCall() {
    Ground on = ground();
    on.needs(new Utterance.Malformed());

    Hearing hearing =
        on.hear(
            begun()
                .tokens("Hel", "lo")
                .say(new Utterance.Malformed())
                .tokens("never", "mind")
                .finish()
                .end());

    Expect.failed(on, hearing, ErrorKind.PROTOCOL);
  }

  @Test
  default void rule_1_19_anAnswerOfAnotherTypeIsNone() {
    Ground on = ground();
    HttpUpstream http = on.http();
    http.server().next(http.answer(whole("Hel", "lo")).contentType("application/pdf"));

    Hearing hearing = on.toTheEnd(Hearing.of(on.client().call(on.request())));

    Expect.failed(on, hearing, ErrorKind.PROTOCOL);
    Expect.nothingDelivered(on, hearing);
  }

  @Test
  default void rule_1_20_aWebPageIsNoAnswer() {
    Ground on = ground();
    HttpUpstream http = on.http();
    http.server()
        .next(
            dev.runnel.testkit.upstream.HttpAnswer.ok("text/html; charset=utf-8")
                .send("<!DOCTYPE html><html><title>Just a moment</title></html>"));

    Hearing hearing = on.toTheEnd(Hearing.of(on.client().call(on.request())));

    Expect.failed(on, hearing, ErrorKind.BLOCKED, ErrorKind.PROTOCOL, ErrorKind.UNAVAILABLE);
    Expect.nothingDelivered(on, hearing);
  }

  @Test
  default void rule_1_21_nothingIsSaidBehindTheEnd() {
    Ground on = ground();
    on.needs(new Utterance.End());

    Probe probe = on.probe(whole("Hel", "lo").tokens("late", "later"));
    on.toTheEnd(probe);
    on.shows(() -> !probe.late().isEmpty(), probe);

    on.expect(
        "no content behind the end mark",
        probe.late().isEmpty(),
        () -> "after it had ended the call the driver signalled " + new ArrayList<>(probe.late()));
  }
}
