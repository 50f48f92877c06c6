package dev.runnel.provider.gravityengine;

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
class GravityengineRequestTest {
  private static final ProviderUnderTest GRAVITYENGINE = ProviderUnderTest.start("gravityengine");

  @AfterContainer
  static void close() {
    GRAVITYENGINE.close();
  }

  @Provide
  Arbitrary<String> models() {
    return Arbitraries.of("gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613").injectNull(0.3);
  }

  /** Equal as a whole: above all, there is no field {@code stream}. */
  @Property
  void everyConversationGoesOutAsTheServiceWantsIt(
      @ForAll(supplier = Conversations.class) ChatRequest conversation,
      @ForAll @From("models") String model) {
    ChatRequest request = ChatRequest.builder(conversation).model(model).build();

    SentRequest sent = GRAVITYENGINE.sent(request);

    assertThat(sent.violations()).isEmpty();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.path()).isEqualTo("/api/openai/v1/chat/completions");
    assertThat(sent.query()).isEmpty();
    assertThat(sent.body())
        .isEqualTo(
            Map.of(
                "model",
                model == null ? "gpt-3.5-turbo-16k" : model,
                "temperature",
                request.temperature().orElse(0.7),
                "presence_penalty",
                request.presencePenalty().orElse(0) + 0.0,
                "messages",
                SentRequest.messages(request)));
  }

  @Example
  void theContentTypeIsTheOnlyHeader() {
    assertThat(GRAVITYENGINE.sent(ChatRequest.of("Hi")).headers())
        .isEqualTo(Map.of("content-type", "application/json"));
  }
}
