package dev.runnel.provider.gravityengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GravityengineOptionsTest {
  private static ProviderUnderTest gravityengine;

  @BeforeAll
  static void start() {
    gravityengine = ProviderUnderTest.start("gravityengine");
  }

  @AfterAll
  static void close() {
    gravityengine.close();
  }

  @Test
  void theBaseUrlMayHaveAPath() {
    String mirror = gravityengine.sandbox().origin() + "/mirror";

    assertThat(
            gravityengine
                .sent(gravityengine.connect("base-url", mirror), ChatRequest.of("Hi"))
                .path())
        .isEqualTo("/mirror/api/openai/v1/chat/completions");
  }

  @Test
  void theModelsAreThoseConfiguredAndTheFirstIsTheDefault() {
    ChatClient client = gravityengine.connect("models", "gpt-4,gpt-4-32k");

    assertThat(client.capabilities().models())
        .extracting(ModelInfo::id)
        .containsExactly("gpt-4", "gpt-4-32k");
    assertThat(gravityengine.sent(client, ChatRequest.of("Hi")).body())
        .containsEntry("model", "gpt-4");
  }

  @Test
  void noticesReplaceThoseKnown() {
    ChatClient client = gravityengine.connect("notices", "Please\\, upgrade");
    gravityengine.sandbox().on("gravityengine").next(Script.answer("Please, upgrade to Pro"));

    assertThat(Heard.from(client, ChatRequest.of("Hi")).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }
}
