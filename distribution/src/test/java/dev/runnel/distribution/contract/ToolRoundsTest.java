package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.discovery.Providers;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.tools.ToolLoop;
import dev.runnel.tools.ToolRun;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A tool loop over every driver that takes tools: what a round said, its two calls and their
 * results go back in the vendor's own form, which the sandbox checks strictly.
 */
class ToolRoundsTest {
  private static final Tool WEATHER =
      new Tool(
          "weather",
          "Tells the weather in a city",
          """
          {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

  /** What the sandbox signs with; a service that signs nothing leaves it out. */
  private static final String SIGNATURE = "c2lnbmVkIGJ5IHRoZSBzYW5kYm94";

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "gemini", "ollama"})
  void twoRoundsAreOneAnswer(String id) throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        Providers providers = Providers.discover()) {
      EndpointConfig.Builder config = EndpointConfig.builder(providers.require(id).description());
      AtSandbox.of(sandbox, id).all().forEach(config::set);
      sandbox
          .on(id)
          .next(
              Script.nothing()
                  .role()
                  .reasoning("Where is it?")
                  .signature(SIGNATURE)
                  .tokens("I look. ")
                  .toolCall("call_1", "weather", "{\"city\":", "\"Ulm\"}")
                  .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
                  .finish("tool_calls")
                  .usage(10, 5)
                  .done(),
              Script.nothing().role().tokens("It ", "rains.").finish("stop").usage(20, 6).done());
      try (ChatClient client = providers.connect(config.build());
          ToolLoop loop =
              ToolLoop.over(client)
                  .tool(WEATHER, call -> "rain in " + call.arguments().replaceAll("\\W+", " "))
                  .build()) {
        ToolRun run = loop.call(ChatRequest.of("Do I need an umbrella?"));
        Answer answer = run.answer().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(answer.text()).isEqualTo("I look. It rains.");
        assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
        assertThat(answer.usage().totalTokens()).hasValue(41);
        assertThat(answer.report().warnings()).isEmpty();
        assertThat(run.conversation())
            .extracting(Message::role)
            .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
      }
      assertThat(sandbox.violations()).isEmpty();
      List<Exchange> exchanges = sandbox.exchanges();
      String second = exchanges.get(exchanges.size() - 1).request().bodyText();
      assertThat(second).contains("I look. ", "rain in  city Ulm ", "rain in  city Bonn ");
      if (List.of("anthropic", "gemini").contains(id)) {
        assertThat(second).as("the signature is given back").contains(SIGNATURE);
      }
    }
  }
}
