package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.distribution.ClosedPort;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Ollama that listens where {@code OLLAMA_HOST} says is used without being named. */
class FoundByItselfTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Command.Result chat(String host, String... arguments) {
    return Command.of(List.of(arguments)).environment(Map.of("OLLAMA_HOST", host)).run();
  }

  private List<String> asked() {
    return sandbox.exchanges().stream().map(Exchange::request).map(Object::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:PORT", "http://127.0.0.1:PORT/", ":PORT", "0.0.0.0:PORT"})
  void whereItListensItAnswersWithTheFirstModelThatChats(String host) {
    sandbox.next(Script.answer("Hel", "lo"));

    Command.Result result =
        chat(host.replace("PORT", String.valueOf(sandbox.port())), "chat", "Hi");

    assertThat(result).isEqualTo(new Command.Result(0, "Hello\n", ""));
    assertThat(asked()).endsWith("POST /api/chat");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aModelThatIsNamedIsAsked() {
    Command.Result result = chat("127.0.0.1:" + sandbox.port(), "chat", "-m", "gemma3:4b", "Hi");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(sandbox.awaitExchange().request().json().path("model").asText())
        .isEqualTo("gemma3:4b");
  }

  @Test
  void whereNothingListensItIsNoChoiceAndIsSaidHowToStartIt() {
    Command.Result result = chat(ClosedPort.origin(), "chat", "Hi");

    // No endpoint fits; of the others, some lack only their keys.
    assertThat(result.exit()).as(result.err()).isIn(3, 4);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("For ollama, start it with `ollama serve`.");
  }

  @Test
  void namedItIsTriedAllTheSame() {
    Command.Result result = chat(ClosedPort.origin(), "chat", "-p", "ollama", "Hi");

    assertThat(result.exit()).as(result.err()).isEqualTo(5);
    assertThat(result.err())
        .contains("Ollama does not run at " + ClosedPort.origin().substring("http://".length()))
        .contains("Start it with `ollama serve`");
  }

  @Test
  void itsModelsAreListedAsItHasThem() {
    Command.Result result = chat("127.0.0.1:" + sandbox.port(), "models", "-p", "ollama");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("ollama/llama3.2:latest\nollama/qwen3:8b\n");
  }
}
