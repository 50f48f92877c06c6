package dev.runnel.distribution.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Support;
import dev.runnel.api.Tool;
import dev.runnel.api.Warning;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.StandardOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One rich request is sent to every provider. What arrives, what is dropped and what is refused
 * differs by exactly what their capabilities declare: whatever is declared is on the wire, whatever
 * is not is refused or named in a warning, and nothing is lost in silence.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RichRequestTest {
  private static final byte[] IMAGE = "the bytes of a picture".getBytes(UTF_8);
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"schema_marker":{"type":"string"}},\
      "required":["schema_marker"],"additionalProperties":false}""";
  private static final String ARGUMENTS = "{\"argument_marker\":\"Bonn\"}";
  private static final String ARGUMENTS_SCHEMA =
      """
      {"type":"object","properties":{"argument_marker":{"type":"string"}},\
      "required":["argument_marker"]}""";

  /** What stands on the wire, whatever the protocol, where a parameter has reached it. */
  private static final Map<RequestParameter, String> PARAMETERS =
      Map.of(
          RequestParameter.TEMPERATURE, "0.3125",
          RequestParameter.TOP_P, "0.8125",
          RequestParameter.MAX_TOKENS, "3217",
          RequestParameter.STOP, "stop-marker",
          RequestParameter.SEED, "424242",
          RequestParameter.PRESENCE_PENALTY, "0.4375",
          RequestParameter.FREQUENCY_PENALTY, "0.5625");

  private Sandbox sandbox;
  private Providers providers;

  @BeforeAll
  void start() {
    sandbox = Sandbox.start();
    providers = Providers.discover();
  }

  @AfterAll
  void close() {
    providers.close();
    sandbox.close();
  }

  Stream<String> ids() {
    return providers.found().stream().map(FoundProvider::id);
  }

  @Test
  void allEightProvidersAreHere() {
    assertThat(ids())
        .containsExactlyInAnyOrder(
            "ails",
            "anthropic",
            "gemini",
            "gravityengine",
            "lockchat",
            "ollama",
            "openai",
            "yqcloud");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void whatAProviderCannotTakeIsRefusedByName(String id) {
    int before = sandbox.exchanges().size();
    List<String> lacking = new ArrayList<>();
    addIf(lacking, "images", lacks(id, Feature.IMAGES));
    addIf(lacking, "tools", lacks(id, Feature.TOOLS));
    addIf(lacking, "a JSON schema for its answer", lacks(id, Feature.JSON_SCHEMA));

    Outcome heard = hear(client(id), request(Set.of(), model(id)).build());

    if (lacking.isEmpty()) {
      assertThat(heard).isInstanceOf(Outcome.Completed.class);
    } else {
      assertThat(refusal(heard).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(refusal(heard).getMessage())
          .startsWith("'" + id + "' does not take ")
          .contains(lacking);
      assertThat(sandbox.exchanges()).hasSize(before);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void whatAProviderCanTakeIsOnTheWireAndTheRestIsInTheWarnings(String id) {
    Set<Feature> lacking = new TreeSet<>();
    Stream.of(Feature.IMAGES, Feature.TOOLS, Feature.JSON_SCHEMA)
        .filter(feature -> lacks(id, feature))
        .forEach(lacking::add);

    Outcome heard = hear(client(id), request(lacking, model(id)).build());

    assertThat(heard).isInstanceOf(Outcome.Completed.class);
    Exchange exchange = sandbox.exchanges().get(sandbox.exchanges().size() - 1);
    assertThat(exchange.violations()).isEmpty();
    assertThat(exchange.service()).hasValue(id);
    String wire = exchange.request().bodyText();
    Map<String, Boolean> found = new TreeMap<>();
    Map<String, Boolean> declared = new TreeMap<>();
    marks(id, lacking)
        .forEach(
            (mark, expected) -> {
              found.put(mark, wire.contains(mark));
              declared.put(mark, expected);
            });
    assertThat(found).as(wire).isEqualTo(declared);
    assertThat(heard.report().warnings())
        .extracting(Warning::message)
        .containsExactlyInAnyOrderElementsOf(dropped(id));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void askedStrictlyNothingIsDropped(String id) {
    Set<Feature> lacking = new TreeSet<>();
    Stream.of(Feature.IMAGES, Feature.TOOLS, Feature.JSON_SCHEMA)
        .filter(feature -> lacks(id, feature))
        .forEach(lacking::add);

    Outcome heard = hear(client(id), request(lacking, model(id)).strict(true).build());

    if (dropped(id).isEmpty()) {
      assertThat(heard).isInstanceOf(Outcome.Completed.class);
    } else {
      assertThat(refusal(heard).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(refusal(heard).getMessage()).contains(dropped(id));
    }
  }

  /** Everything that a request can hold, but for the features that are left out. */
  private static ChatRequest.Builder request(Set<Feature> without, String model) {
    List<ContentPart> asked = new ArrayList<>();
    asked.add(new ContentPart.Text("turn-marker"));
    if (!without.contains(Feature.IMAGES)) {
      asked.add(ContentPart.Image.of("image/png", IMAGE));
    }
    ChatRequest.Builder request =
        ChatRequest.builder()
            .model(model)
            .system("system-marker")
            .message(new Message(Role.USER, asked))
            .temperature(0.3125)
            .topP(0.8125)
            .maxTokens(3217)
            .stop("stop-marker")
            .seed(424242L)
            .presencePenalty(0.4375)
            .frequencyPenalty(0.5625);
    if (without.contains(Feature.TOOLS)) {
      request.assistant("answer-marker");
    } else {
      request
          .tools(new Tool("tool_marker", "Tells the weather", ARGUMENTS_SCHEMA))
          .message(
              new Message(
                  Role.ASSISTANT,
                  List.of(
                      new ContentPart.Text("answer-marker"),
                      new ContentPart.ToolCall("call_1", "tool_marker", ARGUMENTS))))
          .message(Message.toolResult("call_1", "result-marker"));
    }
    if (!without.contains(Feature.JSON_SCHEMA)) {
      request.responseFormat(new ResponseFormat.JsonSchema("place", SCHEMA, true));
    }
    return request.user("last-marker");
  }

  /** What must stand on the wire, and what must not. */
  private Map<String, Boolean> marks(String id, Set<Feature> lacking) {
    boolean turns = !lacks(id, Feature.MULTI_TURN);
    boolean tools = !lacking.contains(Feature.TOOLS);
    Map<String, Boolean> marks = new TreeMap<>();
    marks.put("last-marker", true);
    marks.put("turn-marker", turns);
    marks.put("answer-marker", turns);
    marks.put("system-marker", turns && !lacks(id, Feature.SYSTEM_MESSAGES));
    marks.put("tool_marker", tools);
    marks.put("argument_marker", tools);
    marks.put("result-marker", tools);
    marks.put("schema_marker", !lacking.contains(Feature.JSON_SCHEMA));
    marks.put(Base64.getEncoder().encodeToString(IMAGE), !lacking.contains(Feature.IMAGES));
    PARAMETERS.forEach((parameter, mark) -> marks.put(mark, honours(id, parameter)));
    return marks;
  }

  /** The warnings that its capabilities announce. */
  private List<String> dropped(String id) {
    List<String> dropped = new ArrayList<>();
    List<String> ofModel = new ArrayList<>();
    PARAMETERS.keySet().stream()
        .filter(parameter -> !honours(id, parameter))
        .forEach(
            parameter ->
                (capabilities(id).honoured().contains(parameter) ? ofModel : dropped)
                    .add(parameter.toString()));
    if (lacks(id, Feature.MULTI_TURN)) {
      dropped.add("system messages");
      dropped.add("all but the last message");
    } else if (lacks(id, Feature.SYSTEM_MESSAGES)) {
      dropped.add("system messages");
    }
    return Stream.concat(
            dropped.stream().map(what -> "'" + id + "' does not honour " + what + ": dropped"),
            ofModel.stream()
                .map(what -> "'" + model(id) + "' does not honour " + what + ": dropped"))
        .toList();
  }

  private boolean lacks(String id, Feature feature) {
    Capabilities capabilities = capabilities(id);
    return capabilities.feature(model(id), feature) == Support.NO;
  }

  private boolean honours(String id, RequestParameter parameter) {
    return capabilities(id).honours(model(id), parameter);
  }

  /** The default model; where the service alone knows its models, the first of its list. */
  private String model(String id) {
    return capabilities(id)
        .defaultModel()
        .orElseGet(() -> client(id).models().toCompletableFuture().join().get(0))
        .id();
  }

  private Capabilities capabilities(String id) {
    return providers.require(id).description().capabilities();
  }

  private ChatClient client(String id) {
    FoundProvider found = providers.require(id);
    EndpointConfig.Builder config =
        EndpointConfig.builder(found.description())
            .set(StandardOptions.BASE_URL, sandbox.baseUrl(id));
    if (found.description().authentication().required()) {
      config.set(found.description().authentication().options().get(0), "sk-test");
    }
    return providers.connect(config.build());
  }

  private static Outcome hear(ChatClient client, ChatRequest request) {
    Call call = client.call(request);
    call.stream(token -> {});
    return call.outcome().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static ChatException refusal(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).cause();
  }

  private static void addIf(List<String> list, String one, boolean wanted) {
    if (wanted) {
      list.add(one);
    }
  }
}
