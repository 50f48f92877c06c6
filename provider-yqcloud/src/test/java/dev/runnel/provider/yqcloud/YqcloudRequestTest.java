package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.testkit.Conversations;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Half a surrogate pair goes out as its JSON escape: what the caller said, to the letter. */
class YqcloudRequestTest {
  private static final ProviderUnderTest YQCLOUD = ProviderUnderTest.start("yqcloud");

  @AfterContainer
  static void close() {
    YQCLOUD.close();
  }

  /** Equal as a whole: no model, no temperature, no field {@code stream}, no earlier message. */
  @Property
  void theLastMessageGoesOutAsTheServiceWantsIt(
      @ForAll(supplier = Conversations.class) ChatRequest request) {
    long before = System.currentTimeMillis();

    SentRequest sent = YQCLOUD.sent(request);

    assertThat(sent.violations()).isEmpty();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/api/generateStream");
    assertThat(sent.query()).isEmpty();
    assertThat(sent.body().get("userId"))
        .asString()
        .matches("#/chat/\\d{13}")
        .satisfies(
            id -> assertThat(Long.parseLong(id.substring(7))).isGreaterThanOrEqualTo(before));
    assertThat(sent.body())
        .isEqualTo(
            Map.of(
                "prompt",
                "always respond in english | " + request.lastMessage().text(),
                "userId",
                sent.body().get("userId"),
                "network",
                true,
                "apikey",
                "",
                "system",
                "",
                "withoutContext",
                false));
  }

  @Example
  void theHeadersAreThoseOfTheWebPageAndNoOthers() {
    assertThat(YQCLOUD.sent(ChatRequest.of("Hi")).headers())
        .isEqualTo(
            Map.of(
                "authority", "api.aichatos.cloud",
                "content-type", "application/json",
                "origin", "https://chat9.yqcloud.top",
                "referer", "https://chat9.yqcloud.top/",
                "user-agent",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML,"
                        + " like Gecko) Chrome/112.0.0.0 Safari/537.36"));
  }
}
