package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class YqcloudOptionsTest {
  private static ProviderUnderTest yqcloud;

  @BeforeAll
  static void start() {
    yqcloud = ProviderUnderTest.start("yqcloud");
  }

  @AfterAll
  static void close() {
    yqcloud.close();
  }

  private static SentRequest sent(String option, String value) {
    return yqcloud.sent(yqcloud.connect(option, value), ChatRequest.of("Hi"));
  }

  @Test
  void theBaseUrlMayHaveAPath() {
    assertThat(sent("base-url", yqcloud.sandbox().origin() + "/mirror").path())
        .isEqualTo("/mirror/api/generateStream");
  }

  @Test
  void thePrefixCanBeReplacedAndEmptied() {
    assertThat(sent("prefix", "antworte auf Deutsch: ").body())
        .containsEntry("prompt", "antworte auf Deutsch: Hi");
    assertThat(sent("prefix", "").body()).containsEntry("prompt", "Hi");
  }

  @Test
  void theHeadersCanBeReplaced() {
    assertThat(sent("authority", "api.example.com").headers())
        .containsEntry("authority", "api.example.com");
    assertThat(sent("user-agent", "Mozilla/6.0").headers())
        .containsEntry("user-agent", "Mozilla/6.0");
    assertThat(sent("origin", "https://chat10.example.com").headers())
        .containsEntry("origin", "https://chat10.example.com")
        .containsEntry("referer", "https://chat10.example.com/");
  }

  @Test
  void aModelIsALabel() {
    ChatClient client = yqcloud.connect("models", "gpt-4");

    assertThat(client.capabilities().models()).extracting(ModelInfo::id).containsExactly("gpt-4");
    assertThat(yqcloud.sent(client, ChatRequest.of("Hi")).body()).doesNotContainKey("model");
    ChatException failure =
        Heard.from(client, ChatRequest.builder().user("Hi").model("gpt-5").build()).refused();
    assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  void noticesReplaceThoseKnown() {
    ChatClient client = yqcloud.connect("notices", "Please\\, upgrade");
    yqcloud.sandbox().on("yqcloud").next(Script.answer("Please, upgrade to Pro"));

    assertThat(Heard.from(client, ChatRequest.of("Hi")).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }

  @Test
  void aHeaderThatCannotBeSentIsRefusedWithTheOptionInMind() {
    ChatException failure =
        Heard.from(yqcloud.connect("user-agent", "Größe"), ChatRequest.of("Hi")).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(failure).hasMessageContaining("'user-agent'");
    assertThat(failure.nextStep()).isPresent();
  }
}
