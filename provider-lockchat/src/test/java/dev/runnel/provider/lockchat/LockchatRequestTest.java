package dev.runnel.provider.lockchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.testkit.Conversations;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Half a surrogate pair goes out as its JSON escape: what the caller said, to the letter. */
class LockchatRequestTest {
  private static final ProviderUnderTest LOCKCHAT = ProviderUnderTest.start("lockchat");

  @AfterContainer
  static void close() {
    LOCKCHAT.close();
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of("gpt-4", "gpt-3.5-turbo").injectNull(0.3);
  }

  @Property
  void everyConversationGoesOutAsTheServiceWantsIt(
      @ForAll(supplier = Conversations.class) ChatRequest conversation,
      @ForAll @From("models") String model) {
    ChatRequest request = ChatRequest.builder(conversation).model(model).build();

    SentRequest sent = LOCKCHAT.sent(request);

    assertThat(sent.violations()).isEmpty();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/v1/chat/completions");
    assertThat(sent.query()).isEmpty();
    assertThat(sent.body())
        .isEqualTo(
            Map.of(
                "temperature",
                request.temperature().orElse(0.7),
                "messages",
                SentRequest.messages(request),
                "model",
                model == null ? "gpt-4" : model,
                "stream",
                true));
  }

  @Example
  void theHeadersAreThoseOfTheAppAndNoOthers() {
    assertThat(LOCKCHAT.sent(ChatRequest.of("Hi")).headers())
        .isEqualTo(
            Map.of(
                "content-type", "application/json",
                "user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0"));
  }
}
