package dev.runnel.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.http.json.JsonView;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiModelsTest {
  private final ProviderUnderTest openai =
      ProviderUnderTest.start(
          "openai", sandbox -> sandbox.openAiModels("gpt-b", "gpt-a", "text-embedding-3-small"));

  @AfterEach
  void close() {
    openai.close();
  }

  private static List<ModelInfo> models(ChatClient client) throws Exception {
    return client.models().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void theServicesOwnListWithoutWhatCannotChat() throws Exception {
    assertThat(models(openai.client())).extracting(ModelInfo::id).containsExactly("gpt-a", "gpt-b");
    assertThat(openai.sandbox().violations()).isEmpty();
  }

  @Test
  void aListThatIsRefusedIsAFailureOfItsKind() {
    openai.sandbox().nextOther(Script.refusing(Trouble.RATE_LIMITED, "Slow down"));

    assertThatThrownBy(() -> models(openai.client()))
        .hasCauseInstanceOf(ChatException.class)
        .satisfies(
            thrown ->
                assertThat(((ChatException) thrown.getCause()).kind())
                    .isEqualTo(ErrorKind.RATE_LIMITED));
  }

  @Test
  void aBareListWillDo() {
    assertThat(OpenAiModels.listed(JsonView.parse("[{\"id\":\"b\"},{\"id\":\"a\"},{\"x\":1}]")))
        .extracting(ModelInfo::id)
        .containsExactly("a", "b");
    assertThat(OpenAiModels.listed(JsonView.parse("{\"error\":\"x\"}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "text-embedding-3-small, false",
    "nomic-embed-text, false",
    "gpt-4o-realtime-preview, false",
    "gpt-3.5-turbo-instruct, false",
    "tts-1-hd, false",
    "gpt-image-1, false",
    "meta-llama/llama-3.3-70b-instruct, true",
    "google/gemini-2.5-flash-image, true",
    "gpt-4o-audio-preview, true",
  })
  void whatDoesNotChatIsLeftOut(String model, boolean listed) {
    assertThat(OpenAiModels.listed(JsonView.parse("[{\"id\":\"" + model + "\"}]")))
        .hasSize(listed ? 1 : 0);
  }

  @Test
  void whereNobodyNamesAModelItIsTheFirstThatTheServerListsNow() {
    ChatClient client = openai.connect("models", "");

    assertThat(Heard.from(client, ChatRequest.of("Hi")).completed().report().model())
        .contains("gpt-a");
    Heard.from(client, ChatRequest.of("Hi")).completed();
    assertThat(openai.sandbox().exchanges())
        .extracting(exchange -> exchange.request().method())
        .containsExactly("GET", "POST", "GET", "POST"); // it may serve another by now
  }

  @Test
  void aServerWithoutModelsIsToldFromOneThatFails() {
    ChatClient client = openai.connect("models", "");
    openai.sandbox().nextOther(Script.nothing().json("{\"data\":[]}").contentLength());
    assertThat(Heard.from(client, ChatRequest.of("Hi")).refused())
        .hasMessage("The server has no model loaded, and none was named");

    openai.sandbox().nextOther(Script.refusing(Trouble.INVALID_KEY, "No"));
    assertThat(Heard.from(client, ChatRequest.of("Hi")).refused().kind())
        .isEqualTo(ErrorKind.AUTHENTICATION);
  }

  @ParameterizedTest
  @CsvSource({
    "o1, true",
    "o3-mini, true",
    "o4-mini-2025-04-16, true",
    "gpt-5, true",
    "gpt-5-nano, true",
    "gpt-5.4-mini, true",
    "gpt-5-chat-latest, false",
    "gpt-5.3-chat-latest, false",
    "gpt-4o, false",
    "gpt-oss-20b, false",
    "openai/gpt-5, false",
    "ollama, false",
    "gpt-50, false",
  })
  void whoReasonsIsKnownByName(String model, boolean reasons) {
    assertThat(OpenAiModels.reasons(model)).isEqualTo(reasons);
  }
}
