package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthyAnswersTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void listsItsServicesInOrder() {
    assertThat(Sandbox.services())
        .containsExactly(
            "ails",
            "gravityengine",
            "yqcloud",
            "lockchat",
            "openai",
            "anthropic",
            "gemini",
            "ollama");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ails", "lockchat"})
  void anEventStreamHasRoleTokensFinishAndDone(String service) throws IOException {
    sandbox.next(Script.answer("Hel", "lo 😀"));

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.of(service, "Hi"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("content-type", "text/event-stream")
        .containsEntry("transfer-encoding", "chunked");
    String model = service.equals("ails") ? "gpt-3.5-turbo" : "gpt-4";
    String head =
        "data: {\"id\":\"chatcmpl-sandbox\",\"object\":\"chat.completion.chunk\",\"created\":0,"
            + "\"model\":\""
            + model
            + "\",\"choices\":[{\"index\":0,\"delta\":";
    assertThat(answer.text())
        .isEqualTo(
            head
                + "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
                + head
                + "{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n"
                + head
                + "{\"content\":\"lo 😀\"},\"finish_reason\":null}]}\n\n"
                + head
                + "{},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void gravityengineAnswersWithOneDocumentOfKnownLength() throws IOException {
    sandbox.next(Script.nothing().tokens("Hel", "lo \"you\"").finish("stop").usage(1, 2).done());

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.gravityengine("Hi"));

    assertThat(answer.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("content-length", "" + answer.body().length);
    var document = JSON.readTree(answer.body());
    assertThat(document.at("/choices/0/message/content").asText()).isEqualTo("Hello \"you\"");
    assertThat(document.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(document.at("/usage/total_tokens").asInt()).isEqualTo(3);
    assertThat(document.at("/model").asText()).isEqualTo("gpt-3.5-turbo-16k");
  }

  @Test
  void yqcloudAnswersWithBareText() throws IOException {
    sandbox.next(Script.answer("Hel", "lo 😀"));

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.yqcloud("Hi"));

    assertThat(answer.headers()).containsEntry("content-type", "application/octet-stream");
    assertThat(answer.text()).isEqualTo("Hello 😀");
  }

  @Test
  void withoutAScriptElizaAnswersTheSameEverywhere() throws IOException {
    String bare = RawClient.ask(sandbox, Ask.yqcloud("I need a holiday.")).text();
    String document = RawClient.ask(sandbox, Ask.gravityengine("I need a holiday.")).text();
    String stream = RawClient.ask(sandbox, Ask.lockchat("I need a holiday.")).text();

    assertThat(bare).contains("a holiday");
    assertThat(JSON.readTree(document).at("/choices/0/message/content").asText()).isEqualTo(bare);
    assertThat(contentOf(stream)).isEqualTo(bare);
  }

  @Test
  void yqcloudRemembersTheConversationByItsUserId() throws IOException {
    RawClient.ask(sandbox, Ask.yqcloud("My name is Zoë."));

    String same = RawClient.ask(sandbox, Ask.yqcloud("What is my name?")).text();
    Ask other = Ask.yqcloud("What is my name?").body(b -> b.put("userId", "#/chat/1687700000001"));

    assertThat(same).contains("Zoë");
    assertThat(RawClient.ask(sandbox, other).text()).doesNotContain("Zoë");
  }

  @Test
  void theOthersRememberWhatTheRequestHolds() throws IOException {
    Ask ask = Ask.gravityengine("My name is Zoë.");
    ask.message("assistant", "Hello, Zoë.").message("What is my name?");

    assertThat(RawClient.ask(sandbox, ask).text()).contains("your name is Zoë");
  }

  @Test
  void anExchangeShowsTheRequestAsItCame() throws IOException {
    RawClient.ask(sandbox, Ask.lockchat("Grüße 😀").header("Accept-Encoding", "gzip"));

    Exchange exchange = sandbox.awaitExchange().awaitAnswered();

    assertThat(exchange.service()).contains("lockchat");
    assertThat(exchange.request().method()).isEqualTo("POST");
    assertThat(exchange.request().path()).isEqualTo("/v1/chat/completions");
    assertThat(exchange.request().headers().stream().map(h -> h.getKey()))
        .containsExactly("Host", "content-type", "user-agent", "Accept-Encoding", "Content-Length");
    assertThat(exchange.json().at("/messages/0/content").asText()).isEqualTo("Grüße 😀");
    assertThat(exchange.answered()).isTrue();
    exchange.awaitClosedByPeer();
    assertThat(exchange.aborted()).isFalse();
  }

  @Test
  void theJdksClientIsUnderstoodToo() throws IOException, InterruptedException {
    Ask ask = Ask.ails("Hi");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.origin() + ask.path))
            .POST(HttpRequest.BodyPublishers.ofString(ask.body.toString()));
    ask.headers.forEach(header -> request.header(header.getKey(), header.getValue()));
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());

    assertThat(response.body()).endsWith("data: [DONE]\n\n");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void anObserverIsToldOfEachExchange() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Sandbox observed =
        Sandbox.builder().observer(e -> seen.add(e.service().orElse("none"))).start()) {
      RawClient.ask(observed, Ask.yqcloud("Hi"));
      RawClient.ask(observed, Ask.yqcloud("Hi").path("/nowhere"));
    }
    assertThat(seen).containsExactly("yqcloud", "none");
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws IOException {
    try (RawClient client = new RawClient(sandbox)) {
      for (String service : Sandbox.services()) {
        assertThat(client.send(Ask.of(service, "Hello")).answer().status()).isEqualTo(200);
      }
    }
    assertThat(sandbox.exchanges())
        .hasSameSizeAs(Sandbox.services())
        .allMatch(exchange -> exchange.connection() == 1);
    sandbox.awaitOpenConnections(0);
  }

  static String contentOf(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> read(line.substring(6)))
        .collect(Collectors.joining());
  }

  private static String read(String json) {
    try {
      return JSON.readTree(json).at("/choices/0/delta/content").asText("");
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
