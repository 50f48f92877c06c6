package dev.runnel.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.discovery.Providers;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.testkit.Heard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ProviderDescription OPENAI = new OpenAiProvider().describe();

  private static Sandbox sandbox;
  private static Providers providers;

  @BeforeAll
  static void start() {
    // Any model will do, since each service has its own.
    sandbox =
        Sandbox.builder()
            .openAiModels(
                OPENAI.presets().stream()
                    .flatMap(preset -> models(preset).stream())
                    .toArray(String[]::new))
            .start();
    providers = Providers.discover();
  }

  @AfterAll
  static void close() {
    providers.close();
    sandbox.close();
  }

  static Stream<EndpointPreset> presets() {
    return OPENAI.presets().stream();
  }

  private static List<String> models(EndpointPreset preset) {
    return Stream.concat(
            preset.capabilities().orElseThrow().models().stream().map(ModelInfo::id),
            Stream.of("a-model"))
        .toList();
  }

  @Test
  void theyAreKnownByName() {
    assertThat(OPENAI.presets())
        .extracting(EndpointPreset::id)
        .containsExactly(
            "azure",
            "deepseek",
            "groq",
            "llamacpp",
            "lmstudio",
            "mistral",
            "openrouter",
            "together",
            "vllm",
            "xai");
  }

  @ParameterizedTest
  @CsvSource({
    "deepseek, https://api.deepseek.com, DEEPSEEK_API_KEY",
    "groq, https://api.groq.com/openai/v1, GROQ_API_KEY",
    "mistral, https://api.mistral.ai/v1, MISTRAL_API_KEY",
    "openrouter, https://openrouter.ai/api/v1, OPENROUTER_API_KEY",
    "together, https://api.together.ai/v1, TOGETHER_API_KEY",
    "xai, https://api.x.ai/v1, XAI_API_KEY",
  })
  void aServiceHasAnAddressAndAKey(String id, String address, String variable) {
    EndpointPreset preset = OPENAI.preset(id).orElseThrow();

    assertThat(preset.value("base-url")).contains(address);
    assertThat(preset.variables()).isEqualTo(Map.of("api-key", variable));
    assertThat(preset.authentication().need()).isEqualTo(Authentication.Need.ALWAYS);
    assertThat(preset.local()).isFalse();
    assertThat(preset.capabilities().orElseThrow().defaultModel()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "vllm, http://127.0.0.1:8000/v1",
    "lmstudio, http://127.0.0.1:1234/v1",
    "llamacpp, http://127.0.0.1:8080/v1",
  })
  void aServerOnThisMachineNeedsNoKeyAndSaysHowToStartIt(String id, String address) {
    EndpointPreset preset = OPENAI.preset(id).orElseThrow();

    assertThat(preset.value("base-url")).contains(address);
    assertThat(preset.local()).isTrue();
    assertThat(preset.howToStart().orElseThrow()).startsWith("start it with `");
    assertThat(preset.authentication().required()).isFalse();
    assertThat(preset.capabilities().orElseThrow().models()).isEmpty();
  }

  @Test
  void azureHasNoAddressThatAnybodyElseCouldKnow() {
    EndpointPreset azure = OPENAI.preset("azure").orElseThrow();

    assertThat(azure.value("base-url")).isEmpty();
    assertThat(azure.needed())
        .containsEntry("base-url", "https://RESOURCE.openai.azure.com/openai/v1")
        .containsKey("models");
  }

  @Test
  void azuresKeyDoesNotGoToOpenAiWhereTheAddressWasForgotten() {
    EndpointConfig config =
        EndpointConfig.builder(OPENAI, OPENAI.preset("azure").orElseThrow())
            .set("api-key", "an-azure-key")
            .build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new OpenAiProvider().connect(config))
        .withMessageContaining("azure.base-url")
        .withMessageContaining("https://RESOURCE.openai.azure.com/openai/v1");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void whatAPresetSaysThatItCanDoItsDriverSaysToo(EndpointPreset preset) {
    EndpointConfig.Builder config = EndpointConfig.builder(OPENAI, preset);
    preset.needed().keySet().stream()
        .forEach(option -> config.set(option, option.equals("models") ? "" : "https://a.test/v1"));
    try (Driver driver = new OpenAiProvider().connect(config.build())) {
      assertThat(driver.capabilities()).hasToString(preset.capabilities().orElseThrow().toString());
    }
  }

  /** The rich request as each service wants it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          azure | {"max_completion_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          deepseek | {"max_tokens":5,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          groq | {"max_completion_tokens":5,"temperature":0.5,"seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          llamacpp | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":1,"tool_choice":"required","usage":true}
          lmstudio | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":1,"tool_choice":"required","usage":true}
          mistral | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"random_seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":false}
          openrouter | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          together | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          vllm | {"max_tokens":5,"temperature":0.5,"presence_penalty":0.5,"seed":7,"stop":["x"],"tools":2,"tool_choice":"object","usage":true}
          xai | {"max_completion_tokens":5,"temperature":0.5,"seed":7,"tools":2,"tool_choice":"object","usage":true}
          """)
  void theRequestHasTheDeviationsOfItsService(String id, String expected) throws IOException {
    Tool clock = new Tool("clock", "", "");
    ChatRequest request =
        ChatRequest.builder()
            .model("a-model")
            .user("Hi")
            .temperature(0.5)
            .maxTokens(5)
            .presencePenalty(0.5)
            .seed(7L)
            .stop("x")
            .tools(clock, new Tool("bell", "", ""))
            .toolChoice(ToolChoice.named("clock"))
            .build();

    JsonNode sent = sent(id, request);

    var seen = JSON.createObjectNode();
    for (String field :
        List.of(
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "presence_penalty",
            "seed",
            "random_seed",
            "stop")) {
      if (sent.has(field)) {
        seen.set(field, sent.get(field));
      }
    }
    seen.put("tools", sent.path("tools").size());
    seen.put(
        "tool_choice",
        sent.path("tool_choice").isObject() ? "object" : sent.path("tool_choice").asText());
    seen.put("usage", sent.has("stream_options"));
    assertThat(seen).isEqualTo(JSON.readTree(expected));
  }

  private static JsonNode sent(String id, ChatRequest request) {
    Heard.from(client(id), request);
    var exchanges = sandbox.exchanges();
    return exchanges.get(exchanges.size() - 1).json();
  }

  private static ChatClient client(String id) {
    EndpointPreset preset = OPENAI.preset(id).orElseThrow();
    return providers.connect(
        EndpointConfig.builder(OPENAI, preset)
            .set("base-url", sandbox.baseUrl("openai"))
            .set("api-key", "sk-test")
            .build());
  }

  @Test
  void azureTakesItsKeyInAHeaderOfItsOwn() {
    sent("azure", ChatRequest.builder().model("a-model").user("Hi").build());

    var exchanges = sandbox.exchanges();
    assertThat(exchanges.get(exchanges.size() - 1).header("api-key")).contains("sk-test");
    assertThat(exchanges.get(exchanges.size() - 1).header("authorization")).isEmpty();
  }

  @Test
  void whatAServiceIsSureNotToHaveIsRefused() {
    Capabilities deepseek = OPENAI.preset("deepseek").orElseThrow().capabilities().orElseThrow();
    Capabilities lmstudio = OPENAI.preset("lmstudio").orElseThrow().capabilities().orElseThrow();

    assertThat(deepseek.feature(Feature.JSON_SCHEMA)).isEqualTo(Support.NO);
    assertThat(deepseek.feature(Feature.REASONING)).isEqualTo(Support.YES);
    assertThat(deepseek.honoured()).doesNotContain(RequestParameter.SEED);
    assertThat(lmstudio.feature(Feature.JSON_OBJECT)).isEqualTo(Support.NO);
    assertThat(lmstudio.feature(Feature.TOOLS)).isEqualTo(Support.UNKNOWN);
  }

  @Test
  void aServerThatNeverSaysItsEndIsTakenAtItsWordWhereItsUserSaysSo() {
    ChatClient strict = client("vllm");
    ChatClient lenient =
        providers.connect(
            EndpointConfig.builder(OPENAI, OPENAI.preset("vllm").orElseThrow())
                .set("base-url", sandbox.baseUrl("openai"))
                .set("api-key", "sk-test")
                .set("lenient-end", "true")
                .build());
    ChatRequest request = ChatRequest.builder().model("a-model").user("Hi").build();

    sandbox.next(Script.nothing().role().tokens("Hi"), Script.nothing().role().tokens("Hi"));
    Heard.from(strict, request).incomplete();
    Heard.from(lenient, request).completed();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void eachIsInTheTableOfTheDocs(EndpointPreset preset) throws IOException {
    String docs = Files.readString(docs());

    assertThat(docs).contains("| `" + preset.id() + "` |");
    preset.value("base-url").ifPresent(address -> assertThat(docs).contains(address));
    preset.variables().values().forEach(variable -> assertThat(docs).contains(variable));
    assertThat(preset.homepage().map(URI::getScheme)).contains("https");
  }

  private static Path docs() {
    return Path.of("..", "docs", "protocols", "openai.md");
  }
}
