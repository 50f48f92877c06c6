package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Support;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaModelsTest {
  private final ProviderUnderTest ollama = ProviderUnderTest.start("ollama");

  @AfterEach
  void close() {
    ollama.close();
  }

  private List<ModelInfo> models() {
    return ollama.client().models().toCompletableFuture().join();
  }

  private List<String> asked() {
    return ollama.sandbox().exchanges().stream()
        .map(exchange -> exchange.request().toString())
        .toList();
  }

  @Test
  void thoseThatChatAreListedWithWhatTheyCanDo() {
    List<ModelInfo> models = models();

    assertThat(models)
        .extracting(ModelInfo::id)
        .containsExactly("llama3.2:latest", "qwen3:8b", "gpt-oss:20b", "gemma3:4b", "qwen3-vl:8b");
    assertThat(models.get(0).features())
        .isEqualTo(
            Map.of(
                Feature.IMAGES, Support.NO,
                Feature.TOOLS, Support.YES,
                Feature.REASONING, Support.NO));
    assertThat(models.get(3).features())
        .isEqualTo(
            Map.of(
                Feature.IMAGES, Support.YES,
                Feature.TOOLS, Support.NO,
                Feature.PARALLEL_TOOL_CALLS, Support.NO,
                Feature.REASONING, Support.NO));
    assertThat(ollama.sandbox().violations()).isEmpty();
  }

  @Test
  void aServerThatDoesNotSayWhatAModelCanDoLeavesItOpen() {
    ollama
        .sandbox()
        .on(Sandbox.OLLAMA)
        .nextOther(
            Script.nothing().json("{\"models\":[{\"name\":\"a\"},{\"model\":\"b\"},{}]}"),
            Script.nothing().json("{\"details\":{}}"),
            Script.status(500).json("{\"error\":\"no\"}"));

    assertThat(models()).containsExactly(ModelInfo.of("a"), ModelInfo.of("b"));
  }

  @Test
  void whereTheListSaysWhatTheyCanDoNothingMoreIsAsked() {
    ollama
        .sandbox()
        .on(Sandbox.OLLAMA)
        .nextOther(
            Script.nothing()
                .json(
                    "{\"models\":[{\"name\":\"a\",\"capabilities\":[\"embedding\"]},"
                        + "{\"name\":\"b\",\"remote_host\":\"https://ollama.com\","
                        + "\"capabilities\":[\"completion\",\"tools\"]}]}"));

    List<ModelInfo> models = models();

    assertThat(models).extracting(ModelInfo::id).containsExactly("b");
    assertThat(models.get(0).features())
        .containsEntry(Feature.JSON_SCHEMA, Support.NO)
        .containsEntry(Feature.TOOLS, Support.YES);
    assertThat(asked()).containsExactly("GET /api/tags");
  }

  @Test
  void withoutAModelTheFirstThatChatsIsAsked() {
    Heard heard = ollama.ask(ChatRequest.of("Hi"));

    assertThat(heard.completed().report().model()).hasValue("llama3.2:latest");
    assertThat(asked())
        .containsExactly("GET /api/tags", "POST /api/show", "POST /api/show", "POST /api/chat");
    assertThat(ollama.sandbox().violations()).isEmpty();
  }

  @Test
  void aConfiguredModelIsTheDefaultAndNobodyIsAskedForIt() {
    ChatClient client = ollama.connect("models", "gemma3:4b, qwen3:8b");

    assertThat(client.capabilities().models())
        .extracting(ModelInfo::id)
        .containsExactly("gemma3:4b", "qwen3:8b");
    assertThat(Heard.from(client, ChatRequest.of("Hi")).completed().report().model())
        .hasValue("gemma3:4b");
    assertThat(asked()).containsExactly("POST /api/chat");
  }

  @Test
  void aCallThatIsCancelledWhileTheModelIsLookedForAsksNothing() {
    ollama.sandbox().on(Sandbox.OLLAMA).nextOther(Script.nothing().stayOpen());
    dev.runnel.api.Call call = ollama.client().call(ChatRequest.of("Hi"));
    call.stream(token -> {});
    ollama.sandbox().awaitExchange();

    call.cancel();

    assertThat(call.outcome().toCompletableFuture().join())
        .isInstanceOf(dev.runnel.api.Outcome.Cancelled.class);
    assertThat(asked()).containsExactly("GET /api/tags");
  }
}
