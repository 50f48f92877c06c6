package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaFailuresTest {
  private static ProviderUnderTest ollama;

  @BeforeAll
  static void start() {
    ollama = ProviderUnderTest.start("ollama");
  }

  @AfterAll
  static void close() {
    ollama.close();
  }

  private static ChatRequest hi(String model) {
    return ChatRequest.builder().model(model).user("Hi").build();
  }

  private static ChatException refused(Script script) {
    ollama.sandbox().next(script);
    return ollama.ask(hi("llama3.2")).refused();
  }

  private static Script error(int status, String message) {
    return Script.status(status).json("{\"error\":\"" + message.replace("\"", "\\\"") + "\"}");
  }

  // ---- Ollama is not there

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whereNothingListensItIsSaidHowToStartIt() throws IOException {
    String place = "127.0.0.1:" + closedPort();
    ChatClient nobody = ollama.connect("base-url", place);
    ChatException named = Heard.from(nobody, hi("llama3.2")).refused();
    ChatException unnamed = Heard.from(nobody, ChatRequest.of("Hi")).refused();
    ChatException listing = listingOf(nobody);

    for (ChatException failure : new ChatException[] {named, unnamed, listing}) {
      assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
      assertThat(failure.retry()).isEqualTo(RetryAdvice.usualFor(ErrorKind.CONNECTION));
      assertThat(failure).hasMessage("Ollama does not run at " + place);
      assertThat(failure.nextStep())
          .hasValue(
              "Start it with `ollama serve`, or say where it is with OLLAMA_HOST or base-url");
    }
  }

  private static ChatException listingOf(ChatClient client) {
    try {
      throw new AssertionError("Listed " + client.models().toCompletableFuture().join());
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(ChatException.class);
      return (ChatException) e.getCause();
    }
  }

  @Test
  void aProxyThatIsNotThereIsNotTakenForOllama() throws IOException {
    ChatClient behind =
        ollama.connect(
            "proxy", "http://127.0.0.1:" + closedPort(), "base-url", "http://ollama.invalid");
    assertThat(Heard.from(behind, hi("llama3.2")).refused())
        .hasMessageStartingWith("No connection to the proxy");
  }

  // ---- the model is not there

  @Test
  void anUnknownModelIsSaidWithItsNearNameAndHowToGetIt() {
    ChatException failure = ollama.ask(hi("lama3.2")).refused();
    assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(failure.httpStatus()).hasValue(404);
    assertThat(failure)
        .hasMessage("The service does not have this model: \"model 'lama3.2' not found\"");
    assertThat(failure.nextStep())
        .hasValue("Did you mean 'llama3.2'? Get it with `ollama pull lama3.2`");
  }

  @Test
  void anUnknownModelThatIsNearNoneIsSaidWithThoseThatAreThere() {
    assertThat(ollama.ask(hi("mixtral")).refused().nextStep())
        .hasValue(
            "Get it with `ollama pull mixtral`, or use one that is there: nomic-embed-text,"
                + " llama3.2, qwen3:8b, gpt-oss:20b, gemma3:4b, …");
    assertThat(ollama.ask(hi("qwen3")).refused().nextStep())
        .hasValue("Did you mean 'qwen3:8b'? Get it with `ollama pull qwen3`");
  }

  @Test
  void whereEvenTheListFailsTheModelIsStillWhatIsMissing() {
    ollama.sandbox().on("ollama").nextOther(error(500, "no"));
    assertThat(ollama.ask(hi("mixtral")).refused().nextStep())
        .hasValue("Get it with `ollama pull mixtral`");
  }

  @Test
  void withoutAnyModelItIsSaidHowToGetOne() {
    try (ProviderUnderTest empty = ProviderUnderTest.start("ollama", box -> box.ollamaModels())) {
      ChatException failure = empty.ask(ChatRequest.of("Hi")).refused();
      assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
      assertThat(failure)
          .hasMessage("Ollama has no model to chat with yet, and none was asked for");
      assertThat(failure.nextStep())
          .hasValue("Get one with `ollama pull llama3.2`, or name a model");
      assertThat(empty.ask(hi("llama3.2")).refused().nextStep())
          .hasValue("Get it with `ollama pull llama3.2`");
    }
  }

  // ---- what Ollama says

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | the input length exceeds the context length | CONTEXT_TOO_LONG",
        "400 | request (7912 tokens) exceeds the available context size (4096 tokens), try increasing it | CONTEXT_TOO_LONG",
        "400 | registry.ollama.ai/library/gemma3:4b does not support tools | INVALID_REQUEST",
        "400 | \"llama3.2\" does not support thinking | INVALID_REQUEST",
        "400 | option \"seed\" must be of type integer | INVALID_REQUEST",
        "404 | model \"x\" not found, try pulling it first | MODEL_NOT_FOUND",
        "401 | unauthorized | AUTHENTICATION",
        "403 | remote inference is unavailable | PERMISSION",
        "429 | too many concurrent requests | RATE_LIMITED",
        "500 | model requires more system memory (9.3 GiB) than is available (4.1 GiB) | UNAVAILABLE",
        "500 | llama runner process has terminated: exit status 2 | UNAVAILABLE",
        "503 | server busy, please try again.  maximum pending requests exceeded | UNAVAILABLE",
      })
  void anErrorHasItsMeaningByItsStatusAndMostlyWithoutOne(
      int status, String message, ErrorKind kind) {
    ChatException failure = refused(error(status, message));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.httpStatus()).hasValue(status);
    assertThat(failure).hasMessageContaining(message.replace("  ", " "));

    ollama.sandbox().next(Script.nothing().tokens("Hel").errorDocument(json(message)));
    Heard cut = ollama.ask(hi("llama3.2"));
    assertThat(cut.text()).isEqualTo("Hel");
    assertThat(cut.failed().contentDelivered()).isTrue();
    assertThat(cut.failed().cause()).hasMessageContaining(message.replace("  ", " "));
  }

  private static String json(String message) {
    return "{\"error\":\"" + message.replace("\"", "\\\"") + "\"}";
  }

  @Test
  void whatToDoIsSaid() {
    assertThat(refused(error(400, "the input length exceeds the context length")).nextStep())
        .hasValueSatisfying(step -> assertThat(step).contains("num-ctx", "truncate=true"));
    ChatException unable = refused(error(400, "llama3.2 does not support thinking"));
    assertThat(unable.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(unable.nextStep())
        .hasValueSatisfying(step -> assertThat(step).contains("ollama show"));
    assertThat(refused(error(401, "unauthorized")).nextStep())
        .hasValueSatisfying(step -> assertThat(step).contains("ollama signin", "OLLAMA_API_KEY"));
    ChatException tooLarge = refused(error(500, "model requires more system memory (9 GiB)"));
    assertThat(tooLarge.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
  }

  @Test
  void anErrorInPlaceOfAnAnswerAndOneThatIsAnObjectAreErrors() {
    assertThat(refused(Script.nothing().errorDocument(json("no memory"))).kind())
        .isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(
            refused(
                    Script.nothing()
                        .errorDocument(
                            "{\"error\":{\"code\":400,\"type\":\"exceed_context_size_error\","
                                + "\"message\":\"too much\"}}"))
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(refused(Script.nothing().errorDocument(json("model 'x' not found"))).nextStep())
        .hasValueSatisfying(step -> assertThat(step).contains("ollama pull llama3.2"));
  }

  @Test
  void whatIsNoOllamaIsSaidToBeNone() {
    assertThat(refused(Script.status(404).plain("404 page not found")).kind())
        .isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refused(Script.nothing().html("<html><title>Router</title>")).kind())
        .isEqualTo(ErrorKind.BLOCKED);
    assertThat(refused(Script.nothing()).kind()).isEqualTo(ErrorKind.EMPTY_ANSWER);
  }
}
