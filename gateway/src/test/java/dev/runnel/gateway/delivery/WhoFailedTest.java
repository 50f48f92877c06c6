package dev.runnel.gateway.delivery;

import static dev.runnel.gateway.delivery.Stage.PATIENT;
import static dev.runnel.gateway.delivery.Stage.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.gateway.Gateway;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.sandbox.script.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose failure it is that a client is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class WhoFailedTest {
  private static final String CHAT = "/v1/chat/completions";

  private Stage stage;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage =
        new Stage(
            folder,
            builder ->
                builder
                    .breaker(BreakerSettings.NONE)
                    .pool(
                        ModelPool.ordered("both", "openai/gpt-4o", "anthropic/claude-sonnet-4-5")));
    gateway = stage.gateway(PATIENT);
  }

  @AfterAll
  void stop() {
    gateway.close();
    stage.close();
  }

  @BeforeEach
  void forget() throws Exception {
    stage.forget();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereAllHaveFailedTheHeadersAndTheErrorNameTheSame(boolean streaming) throws Exception {
    Script refusing = Script.status(401).json("{}");
    stage.answers(refusing, refusing);
    try (RawClient client = RawClient.of(gateway.origin())) {
      String body = chat(streaming).replace("openai/gpt-4o", "both");
      RawResponse response = client.post(CHAT, body).response();

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body())
          .contains("\"openai: ", "tried 2 times in all: ", "anthropic/claude-sonnet-4-5 failed");
      assertThat(response.header("x-runnel-provider")).contains("openai");
      assertThat(response.header("x-runnel-model")).contains("gpt-4o");
      assertThat(response.header("x-runnel-attempts")).contains("2");
    }
  }

  @Test
  void aKeyThatTheGatewayLacksIsNotTakenForTheClientsOwn() throws Exception {
    try (RawClient client = RawClient.of(gateway.origin())) {
      String body = chat(false).replace("openai/gpt-4o", "groq/llama-3.3-70b-versatile");
      RawResponse response = client.post(CHAT, body).response();

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.body())
          .contains(
              "\"The gateway has no key for 'groq' (set the environment variable GROQ_API_KEY or"
                  + " RUNNEL_GROQ_API_KEY)\"");
    }
  }
}
