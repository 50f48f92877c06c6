package dev.runnel.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.gateway.Gateway;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and for how much. */
@TestInstance(Lifecycle.PER_CLASS)
class KeysTest {
  private Stand stand;

  @BeforeAll
  void start(@TempDir Path folder) {
    stand = new Stand(folder);
  }

  @AfterAll
  void close() {
    stand.close();
  }

  @Test
  void withoutAKeyOrWithAnotherNobodyIsLetIn() throws Exception {
    CallerKeyFile file = stand.keyFile("wrong");
    Stand.key(file, "alice");
    try (Gateway gateway = stand.builder().keys(file).start()) {
      HttpResponse<String> none = stand.chat(gateway);
      HttpResponse<String> wrong = stand.chat(gateway, "authorization", "Bearer sk-runnel-guess");
      HttpResponse<String> anthropic =
          stand.post(gateway, "/v1/messages", "{}", "x-api-key", "guess");

      assertThat(none.statusCode()).isEqualTo(401);
      assertThat(none.body()).contains("\"error\"", "An API key is needed", "Bearer KEY");
      assertThat(none.headers().firstValue("x-request-id")).isPresent();
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).contains("is not known here").doesNotContain("guess");
      assertThat(anthropic.statusCode()).isEqualTo(401);
      assertThat(anthropic.body())
          .contains("\"type\":\"error\"", "\"authentication_error\"")
          .doesNotContain("guess");
    }
  }

  @Test
  void whoComesWhileThereIsTooMuchToDoIsToldToComeAgainAndMetricsAreToldAllTheSame()
      throws Exception {
    try (Gateway gateway = stand.gateway("concurrency=1");
        Socket busy = new Socket("127.0.0.1", gateway.origin().getPort())) {
      busy.getOutputStream()
          .write(
              "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                  .getBytes(UTF_8));
      Stand.await(() -> gateway.requestsOpen() == 1);

      HttpResponse<String> refused = stand.chat(gateway);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("1 of 1 requests are under way");
      assertThat(refused.headers().firstValue("retry-after")).contains("1");
      assertThat(stand.send(gateway.origin().resolve("/metrics"), "GET", "").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void theBodyOfWhoIsRefusedIsNotReadFirst() throws Exception {
    try (Gateway gateway = stand.gateway("require-keys=true");
        Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aKeyIsTakenInBothHeadersAndGoesNoFurther() throws Exception {
    CallerKeyFile file = stand.keyFile("both");
    String key = Stand.key(file, "alice");
    try (Gateway gateway = stand.builder().keys(file).start()) {
      assertThat(stand.chat(gateway, "authorization", "Bearer " + key).statusCode()).isEqualTo(200);
      assertThat(stand.chat(gateway, "authorization", "bearer " + key).statusCode()).isEqualTo(200);
      assertThat(stand.chat(gateway, "x-api-key", key).statusCode()).isEqualTo(200);
    }
    for (Exchange exchange : stand.sandbox.exchanges()) {
      assertThat(
              exchange.request().headers().toString()
                  + new String(exchange.request().body(), UTF_8))
          .doesNotContain(key);
    }
    assertThat(Files.readString(file.path())).doesNotContain(key);
  }

  @Test
  void whoIsRevokedOrExpiredIsLetInNoMoreAndTheGatewayStaysShut() throws Exception {
    CallerKeyFile file = stand.keyFile("revoked");
    String old =
        Stand.key(
            file,
            "old",
            List.of(),
            CallerKey.Limits.NONE,
            Optional.of(Instant.parse("2021-01-01T00:00:00Z")));
    String alice = Stand.key(file, "alice");
    try (Gateway gateway = stand.builder().keys(file).start()) {
      HttpResponse<String> expired = stand.chat(gateway, "x-api-key", old);
      assertThat(expired.statusCode()).isEqualTo(401);
      assertThat(expired.body()).contains("'old' has expired");
      assertThat(stand.chat(gateway, "x-api-key", alice).statusCode()).isEqualTo(200);

      file.revoke("alice", Instant.now());
      Stand.await(() -> status(gateway, alice) == 401);
      assertThat(stand.chat(gateway, "x-api-key", alice).body()).contains("'alice' was revoked");
      assertThat(stand.chat(gateway).statusCode()).isEqualTo(401);

      Files.delete(file.path());
      String bob = Stand.key(stand.keyFile("revoked"), "bob");
      Stand.await(() -> status(gateway, bob) == 200);
      Files.writeString(file.path(), "this is no TOML");
      Files.delete(file.path());
      Stand.await(() -> status(gateway, bob) == 401);
      assertThat(stand.chat(gateway).statusCode()).isEqualTo(401);
    }
  }

  private int status(Gateway gateway, String key) {
    try {
      return stand.chat(gateway, "x-api-key", key).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKeyForSomeModelsAsksForNoOthers() throws Exception {
    CallerKeyFile file = stand.keyFile("models");
    String some =
        Stand.key(
            file,
            "some",
            List.of("gpt-4*", "anthropic/*"),
            CallerKey.Limits.NONE,
            Optional.empty());
    try (Gateway gateway = stand.builder().keys(file).start()) {
      assertThat(ask(gateway, some, "openai/gpt-4o").statusCode()).isEqualTo(200);
      assertThat(ask(gateway, some, "gpt-4o").statusCode()).isEqualTo(200);
      assertThat(ask(gateway, some, "anthropic/claude-sonnet-4-5").statusCode()).isEqualTo(200);
      HttpResponse<String> other = ask(gateway, some, "openai/gpt-5");
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.body()).contains("'some' may not ask for", "gpt-4*, anthropic/*");
      assertThat(
              stand
                  .post(
                      gateway,
                      "/v1/chat/completions",
                      "{\"model\":\"anthropic/x\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}",
                      "x-api-key",
                      some,
                      "x-runnel-provider",
                      "openai")
                  .statusCode())
          .isEqualTo(403);
    }
  }

  private HttpResponse<String> ask(Gateway gateway, String key, String model) throws Exception {
    return stand.post(
        gateway,
        "/v1/chat/completions",
        Stand.HELLO.replace("openai/gpt-4o", model),
        "x-api-key",
        key);
  }

  @Test
  void theModelsOfAListAreThoseThatAKeyMayAskFor() throws Exception {
    CallerKeyFile file = stand.keyFile("list");
    String some =
        Stand.key(file, "some", List.of("openai/*"), CallerKey.Limits.NONE, Optional.empty());
    try (Gateway gateway = stand.builder().keys(file).start()) {
      String models =
          stand.send(gateway.origin().resolve("/v1/models"), "GET", "", "x-api-key", some).body();
      assertThat(models).contains("\"openai/").doesNotContain("\"anthropic/");
      assertThat(
              stand
                  .send(
                      gateway.origin().resolve("/v1/models/anthropic/claude-sonnet-4-5"),
                      "GET",
                      "",
                      "x-api-key",
                      some)
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void theTokensOfAKeyAreLimited() throws Exception {
    CallerKeyFile file = stand.keyFile("tokens");
    CallerKey.Limits few =
        new CallerKey.Limits(OptionalInt.empty(), OptionalInt.of(20), OptionalInt.empty());
    String key = Stand.key(file, "brief", List.of(), few, Optional.empty());
    try (Gateway gateway = stand.builder().keys(file).start()) {
      HttpResponse<String> first = stand.chat(gateway, "x-api-key", key);
      assertThat(first.statusCode()).isEqualTo(200); // with more than it had estimated
      HttpResponse<String> second = stand.chat(gateway, "x-api-key", key);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("'brief' is at its limit: ", "tokens");
      assertThat(second.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void aKeyHasNoMoreUnderWayThanItMay() throws Exception {
    CallerKeyFile file = stand.keyFile("underway");
    CallerKey.Limits one =
        new CallerKey.Limits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(1));
    String key = Stand.key(file, "single", List.of(), one, Optional.empty());
    String other = Stand.key(file, "other");
    Gate gate = Gate.shut();
    stand.sandbox.next(Script.nothing().role().tokens("one").await(gate).finish("stop").done());
    try (Gateway gateway = stand.builder().keys(file).start()) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> chat(gateway, key));
      gate.awaitReached();
      HttpResponse<String> second = chat(gateway, key);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("'single' is at its limit: ");
      assertThat(second.headers().firstValue("retry-after")).contains("1");
      assertThat(chat(gateway, other).statusCode()).isEqualTo(200);
      gate.open();
      assertThat(first.get(30, TimeUnit.SECONDS).body()).contains("one");
      Stand.await(() -> chat(gateway, key).statusCode() == 200);
    }
  }

  private HttpResponse<String> chat(Gateway gateway, String key) {
    try {
      return stand.chat(gateway, "x-api-key", key);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEndpointThatIsNotThereIsNotTheModelsFault() throws Exception {
    try (Gateway gateway = stand.gateway()) {
      HttpResponse<String> refused = stand.chat(gateway, "x-runnel-provider", "nobody");
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("nobody", "\"param\":\"x-runnel-provider\"");
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    CallerKeyFile file = stand.keyFile("limits");
    CallerKey.Limits two =
        new CallerKey.Limits(OptionalInt.of(2), OptionalInt.of(100_000), OptionalInt.empty());
    String key = Stand.key(file, "hasty", List.of(), two, Optional.empty());
    try (Gateway gateway = stand.builder().keys(file).start()) {
      HttpResponse<String> first = stand.chat(gateway, "x-api-key", key);
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
      assertThat(first.headers().firstValue("x-ratelimit-remaining-requests")).contains("1");
      assertThat(first.headers().firstValue("x-ratelimit-limit-tokens")).contains("100000");
      assertThat(first.headers().firstValue("x-ratelimit-reset-requests").orElseThrow())
          .matches("(1m0s|\\d+(\\.\\d{3})?s)");
      stand.chat(gateway, "x-api-key", key);
      HttpResponse<String> third = stand.chat(gateway, "x-api-key", key);

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body()).contains("'hasty' is at its limit: 2 of 2 requests");
      assertThat(Integer.parseInt(third.headers().firstValue("retry-after").orElseThrow()))
          .isBetween(1, 60);
      assertThat(third.headers().firstValue("x-ratelimit-remaining-requests")).contains("0");
      assertThat(third.headers().firstValue("x-should-retry")).isEmpty();
      HttpResponse<String> anthropic =
          stand.post(
              gateway,
              "/v1/messages",
              """
              {"model":"openai/gpt-4o","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""",
              "x-api-key",
              key);
      assertThat(anthropic.statusCode()).isEqualTo(429);
      assertThat(anthropic.headers().firstValue("anthropic-ratelimit-requests-remaining"))
          .contains("0");
    }
  }
}
