package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user has who sets a key, starts Ollama, or has neither. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class KnownServicesIT {
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void withoutAnyKeyTheNextStepsAreTold() {
    var result = Program.runnel("chat", "Hello").run();

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "error: No service is ready to answer. Try --sandbox, which needs no key and no"
                + " network. Set a key: ANTHROPIC_API_KEY, GEMINI_API_KEY or OPENAI_API_KEY, or run"
                + " `runnel keys set ENDPOINT`. For ollama, start it with `ollama serve`. ails,"
                + " gravityengine, lockchat and yqcloud"
                + " are asked only when named or allowed, since others would see the request. Name"
                + " one with -p ails, or allow such services with --unofficial.\n");
  }

  @Test
  void theKeyIsAskedForOfWhomTheModelBelongsTo() {
    assertThat(Program.runnel("chat", "-m", "claude-opus-9", "Hello").run().err())
        .startsWith("error: 'anthropic' needs its api-key (set the environment variable ANTHROPIC")
        .doesNotContain("OPENAI");
    assertThat(Program.runnel("chat", "-m", "gpt-99", "Hello").run().err())
        .startsWith(
            "error: 'openai' needs its api-key (set the environment variable OPENAI_API_KEY")
        .doesNotContain("ANTHROPIC");
    assertThat(Program.runnel("chat", "-m", "gemini-99", "Hello").run().err())
        .startsWith(
            "error: 'gemini' needs its api-key (set the environment variable GEMINI_API_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "gemini", "ollama", "openai"})
  void eachAnswersInTheSandboxWithoutAKey(String provider) {
    var result = Program.runnel("chat", "--sandbox", "-p", provider, "Hello").run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isNotBlank();
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure", "groq", "vllm"})
  void soDoesEachKnownService(String preset) {
    var result = Program.runnel("chat", "--sandbox", "-p", preset, "Hello").run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isNotBlank();
  }

  @Test
  void aKnownServiceGetsItsOwnKeyAndNoOther() {
    var result =
        Program.runnel("chat", "-p", "groq", "-m", "gpt-5-mini", "Hello")
            .with("RUNNEL_GROQ_BASE_URL", sandbox.baseUrl("openai"))
            .with("GROQ_API_KEY", "gsk-its-own")
            .with("OPENAI_API_KEY", "sk-of-openai")
            .run();

    ReceivedRequest request = sandbox.awaitExchange().request();
    assertThat(request.header("authorization")).as(result.err()).contains("Bearer gsk-its-own");
    assertThat(result.err()).doesNotContain("gsk-its-own");
  }

  @Test
  void aKeyInTheEnvironmentIsAllThatTheFirstAnswerNeeds() {
    var result =
        Program.runnel("chat", "Hello")
            .with("RUNNEL_OPENAI_BASE_URL", sandbox.baseUrl("openai"))
            .with("OPENAI_API_KEY", "sk-any")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(sandbox.awaitExchange().service()).contains("openai");
  }

  @Test
  void ollamaIsFoundByItselfWhereItListens() {
    var result = Program.runnel("chat", "Hello").with("OLLAMA_HOST", sandbox.origin()).run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isNotBlank();
    assertThat(sandbox.awaitExchange().service()).contains("ollama");
  }

  @Test
  void providersTellOfKnownServicesAndTheirKeys() {
    var result = Program.runnel("providers").run();

    assertThat(result.out())
        .containsPattern("\n    groq +GROQ_API_KEY +https://api\\.groq\\.com/openai/v1\n")
        .containsPattern("\n    vllm +on this machine +http://127\\.0\\.0\\.1:8000/v1\n")
        .contains("\n  needs at its own address: api-key, from OPENAI_API_KEY");
  }
}
