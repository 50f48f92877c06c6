package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Call;
import dev.runnel.api.CallReport;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract point 1: one outcome, nothing after it, in order, and nothing before the view. */
class SignalsTest {
  private static final Script EVERYTHING =
      script()
          .servedBy("acme-1-large")
          .reasoning("hm")
          .signature("acme:s")
          .tokens("Hel", "lo")
          .toolCall(0, "id", "f", "{}")
          .toolResult("id", "7")
          .usage(3, 4)
          .finish()
          .complete();

  @Test
  void signalsComeInTheDriversOrderAndTheEndLast() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThat(sink.signals)
        .containsExactly(
            "start",
            "reasoning hm",
            "signature acme:s",
            "token Hel",
            "token lo",
            "tool 0 {}",
            "result id 7",
            "usage 7",
            "end");
    assertThat(sink.violations()).isEmpty();
  }

  @Test
  void theOutcomeTellsUsageModelAndWarnings() {
    Warning warning = new Warning(Warning.Kind.PROTOCOL, "odd");
    Lab lab = Lab.stepwise().playing(script().then(e -> e.warn(warning)).then(EVERYTHING));
    Outcome outcome = lab.outcome(lab.stream(new RecordingSink()));
    assertThat(outcome.usage()).isEqualTo(Usage.reported(3, 4));
    assertThat(outcome.report().provider()).isEqualTo("acme");
    assertThat(outcome.report().endpoint()).isEqualTo("acme-eu");
    assertThat(outcome.report().model()).contains("acme-1-large");
    assertThat(outcome.report().warnings()).containsExactly(warning);
  }

  @Test
  void theOutcomeTellsTheLastWordOnEachLimit() {
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .rateLimit("requests", 9)
                    .rateLimit("tokens", 50)
                    .rateLimit("requests", 8)
                    .fail(ErrorKind.RATE_LIMITED));
    Outcome outcome = lab.outcome(lab.stream(new RecordingSink()));
    assertThat(Words.of(outcome)).isEqualTo("Failed(rate limited)");
    assertThat(outcome.report().rateLimits())
        .extracting(limit -> limit.what() + " " + limit.remaining().orElseThrow())
        .containsExactly("requests 8", "tokens 50");
  }

  @Test
  void aDriverThatTellsOfLimitsWithoutEndIsNotHeardToTheEnd() {
    Script script = script();
    for (int i = 0; i < 1_000; i++) {
      script = script.rateLimit("limit-" + i, i);
    }
    Lab lab = Lab.stepwise().playing(script.rateLimit("limit-0", 77).token("a").complete());
    Outcome outcome = lab.outcome(lab.stream(new RecordingSink()));
    assertThat(outcome.report().rateLimits()).hasSize(100);
    assertThat(outcome.report().rateLimits().get(0).remaining()).hasValue(77);
  }

  @Test
  void aCallThatAnotherServedTellsWhoThatWas() {
    Warning here = new Warning(Warning.Kind.OTHER, "here");
    Warning there = new Warning(Warning.Kind.OTHER, "there");
    CallReport report =
        new CallReport(
            "other", "other-eu", Optional.of("other-1"), List.of(here, there), List.of());
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .then(e -> e.warn(here))
                    .then(e -> e.relayed(report))
                    .then(e -> e.relayed(report))
                    .endOfInput());
    Outcome outcome = lab.outcome(lab.stream(new RecordingSink()));
    assertThat(outcome.report()).isEqualTo(report);
    assertThat(((Outcome.Failed) outcome).cause().endpoint()).contains("other-eu");
  }

  @Test
  void ofACallThatAnotherServedWithoutAModelNoneIsTold() {
    CallReport first =
        new CallReport("other", "other-eu", Optional.of("other-1"), List.of(), List.of());
    CallReport second = new CallReport("third", "third", Optional.empty(), List.of(), List.of());
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .then(e -> e.relayed(first))
                    .then(e -> e.relayed(second))
                    .token("x")
                    .complete());
    assertThat(lab.outcome(lab.stream(new RecordingSink())).report()).isEqualTo(second);
  }

  @Test
  void anEmptySignatureIsNone() {
    Lab lab = Lab.stepwise().playing(script().signature("").token("a").complete());
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThat(sink.signals).containsExactly("start", "token a", "end");
  }

  @Test
  void aDefaultModelIsFilledInAndReported() {
    Lab lab = Lab.stepwise().playing(EVERYTHING.then(script()));
    lab.driver.capabilities =
        dev.runnel.api.Capabilities.builder().models("small", "large").build();
    lab.driver.script = script().token("x").complete();
    Call call = lab.stream(new RecordingSink());
    assertThat(lab.driver.requests.get(0).model()).contains("small");
    assertThat(lab.outcome(call).report().model()).contains("small");
  }

  @Test
  void nothingHappensBeforeTheView() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    Call call = lab.call();
    lab.settle();
    assertThat(lab.driver.starts()).isZero();
    assertThat(lab.time.waiting()).isZero();
    assertThat(call.outcome().toCompletableFuture()).isNotDone();
  }

  @Test
  void aPublisherStartsWithItsSubscriberAndNotBefore() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    lab.call().publisher();
    lab.settle();
    assertThat(lab.driver.starts()).isZero();
  }

  @Test
  void theOutcomeIsKnownOnlyAfterTheViewsLastSignal() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    RecordingSink sink = new RecordingSink();
    Call call = lab.call();
    List<Boolean> done = new ArrayList<>();
    sink.then = signal -> done.add(call.outcome().toCompletableFuture().isDone());
    call.stream(sink);
    lab.settle();
    assertThat(done).hasSize(9).containsOnly(false);
    assertThat(lab.outcome(call)).isSameAs(sink.outcome);
  }

  @ParameterizedTest
  @EnumSource
  void aSecondViewIsRefused(ShownView second) {
    for (ShownView first : ShownView.values()) {
      Lab lab = Lab.stepwise().playing(EVERYTHING);
      Call call = lab.call();
      first.open(call);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> second.open(call))
          .withMessageContaining("one view");
    }
  }

  @Test
  void aSecondViewIsRefusedAfterTheEndToo() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    Call call = lab.stream(new RecordingSink());
    assertThat(lab.hasEnded(call)).isTrue();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(call::answer);
  }

  @Test
  void manyContentsKeepTheirOrderAcrossBatches() {
    Script script = script();
    for (int i = 0; i < 1_000; i++) {
      script = script.token(i + " ");
    }
    Lab lab = Lab.stepwise().playing(script.complete());
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThat(sink.text())
        .isEqualTo(String.join("", IntStream.range(0, 1_000).mapToObj(i -> i + " ").toList()));
  }

  @Test
  void contentsOfABatchAreHandedOverTogether() {
    Lab lab = Lab.stepwise();
    lab.stream(new RecordingSink());
    lab.driver
        .exchange()
        .batch(
            () -> {
              script().tokens("a", "b", "c").play(lab.driver.exchange());
              assertThat(lab.steps.queued()).as("tasks within the batch").isZero();
            });
    assertThat(lab.steps.queued()).as("tasks after the batch").isEqualTo(1);
  }

  @Test
  void deliveredDirectlyABatchIsHandedOverAtItsEndOnTheSameThread() {
    Lab lab = Lab.direct();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    lab.driver
        .exchange()
        .batch(
            () -> {
              script().tokens("a", "b").play(lab.driver.exchange());
              assertThat(sink.text()).isEmpty();
            });
    assertThat(sink.text()).isEqualTo("ab");
  }

  @Test
  void anEndWithinABatchDoesNotWaitForItsEnd() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    lab.driver
        .exchange()
        .batch(
            () -> {
              script().token("a").complete().play(lab.driver.exchange());
              assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
            });
    assertThat(sink.signals).containsExactly("start", "token a", "end");
  }

  @Test
  void aBatchThatThrowsStillHandsOver() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                lab.driver
                    .exchange()
                    .batch(
                        () -> {
                          lab.driver.exchange().token("a");
                          throw new IllegalStateException("the driver's own");
                        }));
    lab.settle();
    assertThat(sink.text()).isEqualTo("a");
  }

  @Test
  void whatComesAfterAFinishReasonIsDeliveredToo() {
    Lab lab = Lab.stepwise().playing(script().token("a").finish().token("b").usage(1, 1));
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    assertThat(sink.signals).containsExactly("start", "token a", "token b", "usage 2");
    lab.driver.exchange().complete();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(STOP)");
  }

  @Test
  void theFirstFinishReasonCounts() {
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .token("a")
                    .finish()
                    .then(
                        e ->
                            e.finish(
                                dev.runnel.api.FinishReason.of(
                                    dev.runnel.api.FinishReason.Kind.LENGTH, "length")))
                    .complete());
    assertThat(Words.of(lab.outcome(lab.stream(new RecordingSink())))).isEqualTo("Completed(STOP)");
  }

  @Test
  void callsOfOneClientAreIndependent() {
    Lab lab = Lab.stepwise();
    RecordingSink first = new RecordingSink();
    RecordingSink second = new RecordingSink();
    Call one = lab.stream(first);
    var exchange = lab.driver.exchange();
    Call two = lab.stream(second);
    script().token("two").complete().play(lab.driver.exchange());
    lab.settle();
    one.cancel();
    exchange.token("one");
    assertThat(Words.of(lab.outcome(one))).isEqualTo("Cancelled");
    assertThat(Words.of(lab.outcome(two))).isEqualTo("Completed(NOT_GIVEN)");
    assertThat(second.text()).isEqualTo("two");
  }

  @Test
  void aLambdaIsASink() {
    Lab lab = Lab.stepwise().playing(EVERYTHING);
    StringBuilder text = new StringBuilder();
    Call call = lab.client().call(ChatRequest.of("Hi"));
    call.stream(text::append);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(STOP)");
    assertThat(text).hasToString("Hello");
  }
}
