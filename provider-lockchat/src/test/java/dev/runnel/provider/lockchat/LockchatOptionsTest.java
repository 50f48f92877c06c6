package dev.runnel.provider.lockchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LockchatOptionsTest {
  private static ProviderUnderTest lockchat;

  @BeforeAll
  static void start() {
    lockchat = ProviderUnderTest.start("lockchat");
  }

  @AfterAll
  static void close() {
    lockchat.close();
  }

  @Test
  void theBaseUrlMayHaveAPath() {
    ChatClient client = lockchat.connect("base-url", lockchat.sandbox().origin() + "/mirror/");

    assertThat(lockchat.sent(client, ChatRequest.of("Hi")).path())
        .isEqualTo("/mirror/v1/chat/completions");
  }

  @Test
  void theUserAgentCanBeReplaced() {
    ChatClient client = lockchat.connect("user-agent", "ChatX/40");

    assertThat(lockchat.sent(client, ChatRequest.of("Hi")).headers())
        .containsEntry("user-agent", "ChatX/40");
  }

  @Test
  void theModelsAreThoseConfiguredAndTheFirstIsTheDefault() {
    ChatClient client = lockchat.connect("models", "gpt-4-32k, gpt-4");

    assertThat(client.capabilities().models())
        .extracting(ModelInfo::id)
        .containsExactly("gpt-4-32k", "gpt-4");
    assertThat(lockchat.sent(client, ChatRequest.of("Hi")).body())
        .containsEntry("model", "gpt-4-32k");
  }

  @Test
  void aModelThatIsNotOneOfThemIsRefusedWithTheNearName() {
    ChatRequest request = ChatRequest.builder().user("Hi").model("gpt-3.5-tubro").build();

    ChatException failure = lockchat.ask(request).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(failure.nextStep()).hasValue("Did you mean 'gpt-3.5-turbo'?");
  }

  @Test
  void noticesReplaceThoseKnown() {
    ChatClient client = lockchat.connect("notices", "Please\\, upgrade,Buy ?ow");

    assertThat(through(client, "Please, upgrade to Pro").refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
    assertThat(through(client, "buy now!").refused().kind()).isEqualTo(ErrorKind.BLOCKED);
    through(client, "Please do").completed();
  }

  private static Heard through(ChatClient client, String answer) {
    lockchat.sandbox().on("lockchat").next(Script.text(answer));
    return Heard.from(client, ChatRequest.of("Hi"));
  }

  @Test
  void whereTheServiceNeverGivesEvidenceACleanEndCanBeTakenForOne() {
    ChatClient client = lockchat.connect("lenient-end", "true");
    lockchat.sandbox().on("lockchat").next(Script.nothing().tokens("Hi"));

    Heard.from(client, ChatRequest.of("Hi")).completed();
  }
}
