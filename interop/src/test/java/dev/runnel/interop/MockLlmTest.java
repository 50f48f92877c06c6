package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.interop.node.NeedsNode;
import dev.runnel.interop.node.NodeProgram;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.testkit.Heard;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The driver of OpenAI's API with {@code @dwmkerr/mock-llm}, a server that others wrote. */
@NeedsNode
@TestInstance(Lifecycle.PER_CLASS)
class MockLlmTest {
  private NodeProgram server;
  private Providers providers;
  private ChatClient client;

  @BeforeAll
  void start() {
    server = NodeProgram.start("mock-llm.mjs", "mock-llm.yaml");
    int port = server.read().path("port").intValue();
    providers = Providers.discover();
    EndpointConfig config =
        EndpointConfig.builder(providers.require("openai").description())
            .set("base-url", "http://127.0.0.1:" + port + "/v1")
            .set("api-key", Secret.of("sk-test").reveal())
            .build();
    client = providers.connect(config);
  }

  @AfterAll
  void close() {
    if (server != null) {
      providers.close();
      server.close();
    }
  }

  private Heard hear(String text) {
    return Heard.from(client, ChatRequest.builder().model("gpt-4o-mini").user(text).build());
  }

  @Test
  void hearsTheEchoOfWhatItSaid() {
    Heard heard = hear("Grüße, 😀 Welt, in more than one piece");

    assertThat(heard.text()).isEqualTo("Grüße, 😀 Welt, in more than one piece");
    assertThat(heard.tokens()).hasSizeGreaterThan(1);
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void theServerGetsTheWholeConversationAndTheKey() {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o-mini")
            .system("what did I send?")
            .user("first")
            .assistant("second")
            .user("reflect")
            .build();

    assertThat(Heard.from(client, request).text()).isEqualTo("Bearer sk-test|gpt-4o-mini|4|second");
  }

  @Test
  void anErrorInPlaceOfAStreamIsAFailure() {
    assertThat(hear("error-401").refused().kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(hear("error-429").refused().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(hear("error-404").refused().kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  void listsItsModels() throws Exception {
    assertThat(client.models().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .extracting(ModelInfo::id)
        .containsExactly("gpt-4o-mini", "gpt-5.2");
  }
}
