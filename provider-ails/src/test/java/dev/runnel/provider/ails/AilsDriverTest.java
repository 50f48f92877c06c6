package dev.runnel.provider.ails;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.fault.KnownFailures;
import dev.runnel.sandbox.script.Script;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver against a sandbox that refuses what its protocol does not allow. */
class AilsDriverTest {
  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void forget() {
    sandbox.asUsual();
  }

  private static ChatException cause(Script script) throws Exception {
    sandbox.next(script);
    try (AilsEndpoint ails = AilsEndpoint.at(sandbox)) {
      return ((Outcome.Failed) ails.ask("Hi")).cause();
    }
  }

  @Test
  void aConversationReachesTheServiceAndItsAnswerComesBack() throws Exception {
    sandbox.next(Script.text("Grüße, 😀!"));
    try (AilsEndpoint ails = AilsEndpoint.at(sandbox)) {
      Outcome outcome =
          ails.ask(
              ChatRequest.builder()
                  .system("Be \"brief\".\n")
                  .user("Привет")
                  .assistant("")
                  .user("hi 😀")
                  .temperature(1.25)
                  .build());

      Exchange exchange = sandbox.exchanges().get(sandbox.exchanges().size() - 1);
      assertThat(exchange.violations()).isEmpty();
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Completed.class,
              it -> assertThat(it.finishReason().kind()).isEqualTo(FinishReason.Kind.STOP));
      assertThat(ails.text).hasToString("Grüße, 😀!");
      JsonNode body = exchange.json();
      assertThat(body.path("model").asText()).isEqualTo("gpt-3.5-turbo");
      assertThat(body.path("temperature").asDouble()).isEqualTo(1.25);
      assertThat(body.path("messages"))
          .hasToString(
              "[{\"role\":\"system\",\"content\":\"Be \\\"brief\\\".\\n\"},"
                  + "{\"role\":\"user\",\"content\":\"Привет\"},"
                  + "{\"role\":\"assistant\",\"content\":\"\"},"
                  + "{\"role\":\"user\",\"content\":\"hi 😀\"}]");
    }
  }

  @Test
  void dateTimeAndTemperatureAreTheServicesOwnWhereTheCallerGivesNone() throws Exception {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1687700000000L), ZoneOffset.ofHours(14));
    try (Sandbox then = Sandbox.builder().clock(clock).start();
        AilsEndpoint ails = new AilsEndpoint(then, clock, config -> {})) {
      assertThat(ails.ask("Hello, who are you?")).isInstanceOf(Outcome.Completed.class);

      JsonNode body = then.awaitExchange().json();
      assertThat(then.violations()).isEmpty();
      assertThat(body.path("temperature").asDouble()).isEqualTo(0.6);
      assertThat(body.path("d").asText()).isEqualTo("2023-06-26"); // local: already the next day
      assertThat(body.path("t").asText()).isEqualTo("1687700000001");
      assertThat(body.path("s").asText())
          .isEqualTo("ff97de181ca5f3f45d58a75739b45dd233b0ec219feb63a5f3e718fea63cc297");
    }
  }

  @Test
  void whatTheServiceMightChangeIsAnOption() throws Exception {
    try (Sandbox changed =
            Sandbox.builder()
                .ailsClientVersion("0.2.0")
                .ailsSigningConstant("another")
                .ailsToken("mine")
                .start();
        AilsEndpoint ails =
            new AilsEndpoint(
                changed,
                Clock.systemDefaultZone(),
                config ->
                    config
                        .set("client-version", "0.2.0")
                        .set("signing-constant", "another")
                        .set(AilsOptions.TOKEN, Secret.of("mine")))) {
      assertThat(ails.ask("Hi")).isInstanceOf(Outcome.Completed.class);
      assertThat(changed.violations()).isEmpty();
    }
  }

  @Test
  void aClientThatIsOutOfDateIsToldWhatToSet() throws Exception {
    for (Script script :
        List.of(KnownFailures.needRefresh(), KnownFailures.needRefreshInStream())) {
      ChatException cause = cause(script);

      assertThat(cause.kind()).isEqualTo(ErrorKind.BLOCKED);
      assertThat(cause.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
      assertThat(cause.describe()).contains("0.1.217").contains("set ails.client-version");
    }
  }

  @Test
  void aNoticeIsNoAnswer() throws Exception {
    ChatException cause = cause(KnownFailures.banNotice());

    assertThat(cause.kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(cause.describe()).contains(KnownFailures.BAN_NOTICE);
  }

  @Test
  void anAnswerThatMentionsANoticeIsOne() throws Exception {
    sandbox.next(Script.answer("It says: ", KnownFailures.BAN_NOTICE));
    try (AilsEndpoint ails = AilsEndpoint.at(sandbox)) {
      assertThat(ails.ask("Hi")).isInstanceOf(Outcome.Completed.class);
      assertThat(ails.text).hasToString("It says: " + KnownFailures.BAN_NOTICE);
    }
  }
}
