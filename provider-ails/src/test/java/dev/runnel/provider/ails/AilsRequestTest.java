package dev.runnel.provider.ails;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.testkit.Conversations;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** The sandbox checks date, time and signature of every request that it gets. */
class AilsRequestTest {
  private static final ProviderUnderTest AILS = ProviderUnderTest.start("ails");

  @AfterContainer
  static void close() {
    AILS.close();
  }

  @Property
  void everyConversationGoesOutSignedAsTheServiceWantsIt(
      @ForAll(supplier = Conversations.class) ChatRequest request) {
    SentRequest sent = AILS.sent(request);

    assertThat(sent.violations()).isEmpty();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.query()).isEmpty();
    Map<String, Object> body = new HashMap<>(sent.body());
    assertThat(body.remove("d")).isNotNull();
    assertThat(body.remove("t")).isNotNull();
    assertThat(body.remove("s")).isNotNull();
    assertThat(body)
        .isEqualTo(
            Map.of(
                "temperature",
                request.temperature().orElse(0.6),
                "messages",
                SentRequest.messages(request),
                "model",
                "gpt-3.5-turbo",
                "stream",
                true));
  }

  @Example
  void theHeadersAreThoseOfTheWebClientAndNoOthers() {
    Map<String, String> headers = new HashMap<>(AILS.sent(ChatRequest.of("Hi")).headers());

    assertThat(headers.remove("client-id")).isNotNull();
    assertThat(headers)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("authority", "api.caipacity.com"),
                Map.entry(
                    "accept-language",
                    "en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3"),
                Map.entry("authorization", "Bearer free"),
                Map.entry("client-v", "0.1.217"),
                Map.entry("content-type", "application/json"),
                Map.entry("origin", "https://ai.ls"),
                Map.entry("referer", "https://ai.ls/"),
                Map.entry(
                    "sec-ch-ua",
                    "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"114\", \"Google Chrome\";v=\"114\""),
                Map.entry("sec-ch-ua-mobile", "?0"),
                Map.entry("sec-ch-ua-platform", "\"Windows\""),
                Map.entry("sec-fetch-dest", "empty"),
                Map.entry("sec-fetch-mode", "cors"),
                Map.entry("sec-fetch-site", "cross-site"),
                Map.entry(
                    "user-agent",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
                        + " Gecko) Chrome/114.0.0.0 Safari/537.36")));
  }
}
