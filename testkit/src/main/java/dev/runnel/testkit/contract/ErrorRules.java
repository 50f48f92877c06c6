package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.BlackHole;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chapter 6: failures, their kinds and what to do about them. */
interface ErrorRules extends Chapter {
  /** A word that nobody says but the service. */
  String WORD = "quincunx-7041";

  /** The kinds that a service may refuse a request with. */
  List<ErrorKind> REFUSALS =
      List.of(
          ErrorKind.AUTHENTICATION,
          ErrorKind.PERMISSION,
          ErrorKind.RATE_LIMITED,
          ErrorKind.UNAVAILABLE,
          ErrorKind.INVALID_REQUEST,
          ErrorKind.MODEL_NOT_FOUND,
          ErrorKind.QUOTA,
          ErrorKind.CONTEXT_TOO_LONG,
          ErrorKind.CONTENT_FILTERED);

  @Test
  default void rule_6_1_refusedCredentialsAreAuthentication() {
    refusedAs(ground(), ErrorKind.AUTHENTICATION);
  }

  @Test
  default void rule_6_2_whatTheCredentialsDoNotAllowIsPermission() {
    refusedAs(ground(), ErrorKind.PERMISSION);
  }

  @Test
  default void rule_6_3_tooManyRequestsAreRateLimited() {
    refusedAs(ground(), ErrorKind.RATE_LIMITED);
  }

  @Test
  default void rule_6_4_aServiceThatIsDownIsUnavailable() {
    refusedAs(ground(), ErrorKind.UNAVAILABLE);
  }

  @Test
  default void rule_6_5_aWrongRequestIsInvalid() {
    refusedAs(ground(), ErrorKind.INVALID_REQUEST);
  }

  @Test
  default void rule_6_6_aModelThatIsNotThereIsNotFound() {
    refusedAs(ground(), ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  default void rule_6_7_anEmptyAccountIsQuota() {
    refusedAs(ground(), ErrorKind.QUOTA);
  }

  @Test
  default void rule_6_8_aConversationTooLongIsContextTooLong() {
    refusedAs(ground(), ErrorKind.CONTEXT_TOO_LONG);
  }

  @Test
  default void rule_6_9_contentThatIsRefusedIsContentFiltered() {
    refusedAs(ground(), ErrorKind.CONTENT_FILTERED);
  }

  @Test
  default void rule_6_10_theAdviceFitsTheKind() {
    Ground on = ground();
    for (ErrorKind kind : REFUSALS) {
      Optional<HttpAnswer> refusal = refusal(on, kind);
      if (refusal.isPresent()) {
        Hearing hearing = refused(on, refusal.get());
        RetryAdvice.Scope scope = on.adviceFor(kind);
        on.expect(
            "where another attempt could succeed after " + kind + ": " + scope,
            hearing.failure().filter(cause -> cause.retry().scope() == scope).isPresent(),
            () -> hearing + ", advice " + hearing.failure().map(ChatException::retry));
      }
    }
  }

  @Test
  default void rule_6_11_howLongToWaitIsTold() {
    Ground on = ground();
    for (ErrorKind kind : List.of(ErrorKind.RATE_LIMITED, ErrorKind.UNAVAILABLE)) {
      Optional<HttpAnswer> refusal = refusal(on, kind);
      if (refusal.isPresent()) {
        Hearing hearing = refused(on, refusal.get().header("retry-after", "7"));
        on.expect(
            "the service's 'Retry-After: 7' is the advice",
            hearing
                .failure()
                .flatMap(cause -> cause.retry().after())
                .filter(Duration.ofSeconds(7)::equals)
                .isPresent(),
            () -> hearing + ", advice " + hearing.failure().map(ChatException::retry));
      }
    }
  }

  @Test
  default void rule_6_12_theServicesOwnWordsAreTold() {
    Ground on = ground();
    Hearing hearing = refused(on, required(on, ErrorKind.INVALID_REQUEST));

    on.expect(
        "the message holds what the service said: '" + WORD + "'",
        hearing.failure().map(ChatException::describe).filter(t -> t.contains(WORD)).isPresent(),
        hearing::toString);
  }

  @Test
  default void rule_6_13_theStatusIsTold() {
    Ground on = ground();
    Hearing hearing = refused(on, required(on, ErrorKind.AUTHENTICATION));

    on.expect(
        "httpStatus() is there",
        hearing.failure().filter(cause -> cause.httpStatus().isPresent()).isPresent(),
        hearing::toString);
  }

  @Test
  default void rule_6_14_whatToDoNextIsTold() {
    Ground on = ground();
    Hearing hearing = refused(on, required(on, ErrorKind.RATE_LIMITED));

    on.expect(
        "nextStep() is there",
        hearing.failure().flatMap(ChatException::nextStep).isPresent(),
        hearing::toString);
  }

  @Test
  default void rule_6_15_aConnectionThatIsRefusedIsALostOne() {
    Ground on = ground();
    on.http();
    URI nobody = URI.create("http://127.0.0.1:" + BlackHole.refusingPort());

    Hearing hearing = on.toTheEnd(Hearing.of(on.client(on.configAt(nobody)).call(on.request())));

    Expect.failed(on, hearing, ErrorKind.CONNECTION);
  }

  @Test
  default void rule_6_16_anErrorOfTheStreamHasItsKind() {
    Ground on = ground();
    on.needs(new Utterance.Failure(ErrorKind.RATE_LIMITED, WORD));

    Hearing hearing = on.hear(begun().failure(ErrorKind.RATE_LIMITED, WORD));

    Expect.failed(on, hearing, ErrorKind.RATE_LIMITED);
  }

  private static void refusedAs(Ground on, ErrorKind kind) {
    Hearing hearing = refused(on, required(on, kind));

    Expect.failed(on, hearing, kind);
    Expect.nothingDelivered(on, hearing);
  }

  private static Hearing refused(Ground on, HttpAnswer refusal) {
    on.http().server().next(refusal);
    return on.toTheEnd(Hearing.of(on.client().call(on.request())));
  }

  private static HttpAnswer required(Ground on, ErrorKind kind) {
    return refusal(on, kind)
        .orElseThrow(() -> on.skip("the service has no way to refuse with " + kind));
  }

  private static Optional<HttpAnswer> refusal(Ground on, ErrorKind kind) {
    String words =
        kind == ErrorKind.MODEL_NOT_FOUND ? "The model " + WORD + " does not exist" : WORD;
    return on.http().format().refusal(kind, words);
  }
}
