package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest {

  private Sandbox sandbox;

  @BeforeAll
  void start() {
    sandbox = Sandbox.start();
  }

  @AfterAll
  void close() {
    sandbox.close();
  }

  @TestFactory
  Stream<DynamicTest> everyDeparture() {
    return Stream.of(
        // ---- request line
        broken("ails", 405, "the method should be POST, not PUT", ask -> ask.method("PUT")),
        broken(
            "gravityengine",
            400,
            "the path should have no query, not '?full=…&key=…'",
            ask -> ask.path(ask.path + "?full=false&key=secret")),
        broken(
            "lockchat",
            400,
            "the query should be empty or 'auth' alone",
            ask -> ask.path(ask.path + "?auth=a&b=c")),
        // ---- headers
        broken(
            "ails",
            400,
            "header 'client-v' should be '0.1.217', not '0.1.216'",
            ask -> ask.header("client-v", "0.1.216")),
        broken(
            "ails",
            400,
            "header 'sec-fetch-mode' is missing; it should be 'cors'",
            ask -> ask.header("sec-fetch-mode", null)),
        broken(
            "ails",
            401,
            "header 'authorization' should be 'Bearer' and the token, and is not",
            ask -> ask.header("authorization", "Bearer wrong")),
        broken(
            "ails",
            400,
            "header 'client-id' should be a random UUID, not"
                + " '00000000-0000-1000-8000-000000000000'",
            ask -> ask.header("client-id", "00000000-0000-1000-8000-000000000000")),
        broken(
            "gravityengine",
            400,
            "header 'user-agent' is not part of this protocol; it should not be sent",
            ask -> ask.header("user-agent", "Vert.x-WebClient/5.0.10")),
        broken(
            "gravityengine",
            400,
            "header 'authorization' is not part of this protocol; it should not be sent",
            ask -> ask.header("authorization", "Bearer secret")),
        broken(
            "gravityengine",
            400,
            "header 'content-type' should be 'application/json', not 'application/json;"
                + " charset=utf-8'",
            ask -> ask.header("content-type", "application/json; charset=utf-8")),
        broken(
            "yqcloud",
            400,
            "header 'transfer-encoding' is not part of this protocol; it should not be sent;"
                + " header 'content-length' is missing; the body should come with its length",
            Ask::chunked),
        broken(
            "yqcloud",
            400,
            "header 'origin' came more than once",
            ask -> ask.alsoHeader("Origin", "https://chat9.yqcloud.top")),
        broken(
            "lockchat",
            400,
            "header 'user-agent' should be 'ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0', not"
                + " 'ChatX/40'",
            ask -> ask.header("user-agent", "ChatX/40")),
        // ---- body
        broken(
            "gravityengine",
            400,
            "field 'stream' is not part of this protocol: true",
            ask -> ask.body(body -> body.put("stream", true))),
        broken(
            "lockchat",
            400,
            "field 'stream' should be true, not false",
            ask -> ask.body(body -> body.put("stream", false))),
        broken(
            "lockchat",
            400,
            "field 'temperature' is missing",
            ask -> ask.body(body -> body.remove("temperature"))),
        broken(
            "gravityengine",
            400,
            "field 'presence_penalty' should be a number from -2.0 to 2.0, not \"0\"",
            ask -> ask.body(body -> body.put("presence_penalty", "0"))),
        broken(
            "lockchat",
            400,
            "field 'model' should be one of [gpt-4, gpt-3.5-turbo] or the name of a fault, not"
                + " \"gpt-5\"",
            ask -> ask.model("gpt-5")),
        broken(
            "lockchat",
            400,
            "field 'messages' should be an array of at least one message, not []",
            ask -> ask.body(body -> body.putArray("messages"))),
        broken(
            "lockchat",
            400,
            "messages[1].role should be system, user or assistant, not \"robot\"",
            ask -> ask.message("robot", "Hi")),
        broken(
            "gravityengine",
            400,
            "messages[0].content should be a string, not null",
            ask ->
                ask.body(
                    body ->
                        body.withArray("messages")
                            .removeAll()
                            .addObject()
                            .put("role", "user")
                            .putNull("content"))),
        broken(
            "gravityengine",
            400,
            "field 'messages[0].name' is not part of this protocol: \"x\"",
            ask ->
                ask.body(
                    body ->
                        body.withArray("messages")
                            .removeAll()
                            .addObject()
                            .put("role", "user")
                            .put("content", "Hi")
                            .put("name", "x"))),
        broken(
            "yqcloud",
            400,
            "field 'prompt' should be a text that begins 'always respond in english | ', not"
                + " \"Hi\"",
            ask -> ask.body(body -> body.put("prompt", "Hi"))),
        broken(
            "yqcloud",
            400,
            "field 'userId' should be '#/chat/' and epoch milliseconds that have been, not"
                + " \"#/chat/x\"",
            ask -> ask.body(body -> body.put("userId", "#/chat/x"))),
        broken(
            "yqcloud",
            400,
            "field 'apikey' should be \"\", not \"k\"",
            ask -> ask.body(body -> body.put("apikey", "k"))),
        broken(
            "yqcloud",
            400,
            "field 'network' should be true, not \"true\"",
            ask -> ask.body(body -> body.put("network", "true"))),
        broken(
            "yqcloud",
            400,
            "field 'model' is not part of this protocol: \"gpt-3.5-turbo\"",
            ask -> ask.model("gpt-3.5-turbo")));
  }

  private DynamicTest broken(
      String service, int status, String violation, Consumer<Ask> departure) {
    return DynamicTest.dynamicTest(
        service + ": " + violation,
        () -> {
          Ask ask = Ask.of(service, "Hi");
          departure.accept(ask);
          assertRefused(sandbox, ask.bytes(), status, service + ": " + violation);
        });
  }

  private static void assertRefused(Sandbox sandbox, byte[] request, int status, String message)
      throws IOException {
    int before = sandbox.violations().size();
    try (RawClient client = new RawClient(sandbox)) {
      RawClient.Answer answer = client.send(request).answer();
      assertThat(new JsonMapper().readTree(answer.text()).at("/error/message").asText())
          .isEqualTo(message);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers()).containsEntry("content-type", "application/json");
    }
    assertThat(sandbox.violations().size()).isGreaterThan(before);
  }

  @Test
  void aBodyThatIsNoJsonObject() throws IOException {
    for (String body : new String[] {"", "[]", "{\"a\":1,\"a\":2}", "{} {}", "{"}) {
      try (RawClient client = new RawClient(sandbox)) {
        RawClient.Answer answer = client.send(Ask.gravityengine("Hi").bytes(body)).answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).containsPattern("the body (is not one JSON document|should be)");
      }
    }
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws IOException {
    Ask ask = Ask.ails("Hi").header("client-v", "1").header("origin", null);

    assertThat(RawClient.ask(sandbox, ask).text())
        .contains("header 'client-v'")
        .contains("header 'origin'");
  }

  @Test
  void onASharedPathARequestThatHintsAtNobodyIsForOpenAi() throws IOException {
    Ask ask = Ask.lockchat("Hi").header("user-agent", null);

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(401);
    assertThat(sandbox.violations())
        .anyMatch(
            violation ->
                violation.startsWith("openai, exchange ")
                    && violation.contains("You didn't provide an API key"));
  }

  @Test
  void anUnknownPathNamesTheServices() throws IOException {
    assertRefused(
        sandbox,
        Ask.lockchat("Hi").path("/v1/completions").bytes(),
        404,
        "no service of the sandbox has the path '/v1/completions'; it speaks "
            + String.join(", ", Sandbox.services()));
  }

  @Test
  void whatIsNoHttpIsToldSo() throws IOException {
    try (RawClient client = new RawClient(sandbox)) {
      RawClient.Answer answer = client.send("nonsense\r\n\r\n".getBytes()).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("the request is not HTTP/1.1");
    }
  }

  @Test
  void aRefusedRequestUsesUpNoScript() throws IOException {
    sandbox.next(Script.answer("scripted"));

    RawClient.ask(sandbox, Ask.yqcloud("Hi").header("origin", null));

    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).isEqualTo("scripted");
  }

  @Test
  void aClientIdMustBeNew() throws IOException {
    Ask ask = Ask.ails("Hi");
    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(200);

    assertThat(RawClient.ask(sandbox, ask).text()).contains("header 'client-id' should be new");
  }

  @ParameterizedTest
  @CsvSource({
    "1687700000001, 200, ''",
    "1687700000002, 400, field 't' should be odd",
    "1687700301001, 400, field 't' should be within 5 minutes",
    "1687699699999, 400, field 't' should be within 5 minutes",
    "soon, 400, field 't' should be epoch milliseconds as a string",
  })
  void ailsTimeIsOddAndRecent(String t, int status, String violation) throws IOException {
    try (Sandbox then = Sandbox.builder().clock(JUNE_2023).start()) {
      Ask ask = Ask.ails("Hi");
      ask.body.put("d", "2023-06-25").put("t", t).put("s", Ask.signature(t, "Hi"));
      RawClient.Answer answer = RawClient.ask(then, ask);
      assertThat(answer.text()).contains(violation);
      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @Test
  void ailsDateIsLocal() throws IOException {
    Clock tokyo = Clock.fixed(Instant.parse("2023-06-25T20:00:00Z"), ZoneOffset.ofHours(9));
    try (Sandbox then = Sandbox.builder().clock(tokyo).start()) {
      String t = Long.toString(tokyo.millis() + 1);
      Ask ask = Ask.ails("Hi");
      ask.body.put("d", "2023-06-25").put("t", t).put("s", Ask.signature(t, "Hi"));
      assertThat(RawClient.ask(then, ask).text())
          .contains("field 'd' should be the local date, 2023-06-26, not \\\"2023-06-25\\\"");
      ask.body.put("d", "2023-06-26");
      assertThat(RawClient.ask(then, ask).status()).isEqualTo(200);
    }
  }

  private static final Clock JUNE_2023 =
      Clock.fixed(Instant.ofEpochMilli(1_687_700_000_001L), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "'Hello, who are you?', ff97de181ca5f3f45d58a75739b45dd233b0ec219feb63a5f3e718fea63cc297",
    "'', 22a1e961e7729debbd43adabb495aa825d75f3c2ab4f370a4f6abbe2a316f562",
    "'Привет, как дела?', e5ec3df8c8a9adc6416a5526707ad1fed504b9e41375d473b199d3f2ffe2f7d4",
    "'hi 😀', 0849381ed061672517552e14f8648a2fe24ec644a2ea7e32d0a20489f6feac5b",
  })
  void ailsSignatureVectors(String message, String signature) throws IOException {
    try (Sandbox then = Sandbox.builder().clock(JUNE_2023).start()) {
      Ask ask = Ask.ails(message);
      ask.body.put("d", "2023-06-25").put("t", "1687700000001").put("s", signature);
      assertThat(RawClient.ask(then, ask).text()).startsWith("data: ");

      ask.body.put("s", signature.replace('a', 'b'));
      assertThat(RawClient.ask(then, ask).text()).contains("should be the signature " + signature);
    }
  }

  @Test
  void theSignatureIsThatOfTheLastMessage() throws IOException {
    Ask ask = Ask.ails("first");
    String t = ask.body.get("t").asText();
    ask.message("assistant", "second").message("third");
    ask.body.put("s", Ask.signature(t, "third"));

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(200);
  }

  @Test
  void whatAClientCanConfigureTheSandboxCanToo() throws IOException {
    try (Sandbox other =
        Sandbox.builder()
            .ailsClientVersion("9.9.9")
            .ailsSigningConstant("K")
            .ailsToken("paid")
            .yqcloudPrefix("")
            .lockchatAuth("open sesame")
            .start()) {
      assertThat(RawClient.ask(other, Ask.yqcloud("Hi")).status()).isEqualTo(200);
      assertThat(RawClient.ask(other, Ask.ails("Hi")).text())
          .contains("'9.9.9'", "signature")
          .doesNotContain("paid");
      Ask lockchat = Ask.lockchat("Hi");
      assertThat(RawClient.ask(other, lockchat).status()).isEqualTo(401);
      assertThat(RawClient.ask(other, lockchat.path(lockchat.path + "?auth=x")).status())
          .isEqualTo(401);
      lockchat.path("/v1/chat/completions?auth=open%20sesame");
      assertThat(RawClient.ask(other, lockchat).status()).isEqualTo(200);
    }
  }

  @Test
  void lockchatTakesAnyAuthWhereNoneIsConfigured() throws IOException {
    Ask ask = Ask.lockchat("Hi").path("/v1/chat/completions?auth=anything");

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(200);
    assertThat(sandbox.exchanges().get(sandbox.exchanges().size() - 1).request().query())
        .isEqualTo("auth=anything");
  }
}
