package dev.runnel.distribution.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real HTTP: what a service says of when to come back is when it is asked again. */
@Timeout(120)
class RetryAfterTest {
  private static final String BODY = "{\"error\": {\"message\": \"Slow down\"}}";

  @Test
  void inSeconds() throws Exception {
    assertThat(wait(Script.status(429).header("retry-after", "1").json(BODY)))
        .isGreaterThan(Duration.ofMillis(900))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void asADate() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
    assertThat(wait(Script.status(503).header("retry-after", date).json(BODY)))
        .isGreaterThan(Duration.ofSeconds(1))
        .isLessThanOrEqualTo(Duration.ofSeconds(3));
  }

  /** How long was waited after a refusal; the answer must follow, and nothing be left. */
  private static Duration wait(Script refusal) throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        Providers providers = Providers.discover();
        Runner runner =
            Runner.builder()
                .providers(providers)
                .environment(Map.of())
                .option("openai.base-url=" + sandbox.baseUrl(Sandbox.OPENAI), "test")
                .credential("openai", "api-key", Secret.of("sk-sandbox"))
                .build()) {
      sandbox.next(refusal, Script.text("Here I am."));
      ChatRequest request = ChatRequest.builder().user("Hello").model("openai/gpt-4o-mini").build();
      RunnerCall call = runner.call(request);
      assertThat(call.answer().toCompletableFuture().get(60, SECONDS).text())
          .isEqualTo("Here I am.");

      Outcome outcome = call.outcome().toCompletableFuture().get(60, SECONDS);
      assertThat(outcome.report().endpoint()).isEqualTo("openai");
      List<Attempt> trail = call.trail();
      assertThat(trail)
          .extracting(Attempt::result)
          .containsExactly(Attempt.Result.FAILED, Attempt.Result.COMPLETED);
      assertThat(sandbox.exchanges()).hasSize(2);
      sandbox.exchanges().forEach(Exchange::awaitEnd);
      return trail.get(0).next().orElseThrow().after();
    }
  }
}
