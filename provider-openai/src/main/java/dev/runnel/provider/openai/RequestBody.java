package dev.runnel.provider.openai;

import static dev.runnel.provider.openai.OpenAiOptions.AUTO;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Warning;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.EndpointConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Writes the body of one request. What the caller gives as extras for this endpoint goes in as it
 * is, before what would stand there otherwise.
 */
final class RequestBody {
  private final EndpointConfig config;
  private final Capabilities capabilities;
  private final ChatRequest request;
  private final String model;
  private final Map<String, Object> extras;
  private final Consumer<Warning> warnings;
  private final JsonWriter json = new JsonWriter();

  private RequestBody(
      EndpointConfig config,
      Capabilities capabilities,
      ChatRequest request,
      String model,
      Consumer<Warning> warnings) {
    this.config = config;
    this.capabilities = capabilities;
    this.request = request;
    this.model = model;
    this.extras = request.extras(config.endpoint());
    this.warnings = warnings;
  }

  /**
   * The body.
   *
   * @param warnings told of what is left out or replaced
   * @throws ChatException when the request cannot be said in this protocol
   */
  static JsonWriter of(
      EndpointConfig config,
      Capabilities capabilities,
      ChatRequest request,
      String model,
      Consumer<Warning> warnings) {
    return new RequestBody(config, capabilities, request, model, warnings).write();
  }

  private JsonWriter write() {
    json.beginObject();
    text("model", model);
    if (own("messages")) {
      json.name("messages");
      new Conversation(json, systemRole(), config.get(OpenAiOptions.REASONING_BACK))
          .write(request.messages());
    }
    stream();
    sampling();
    tools();
    if (request.responseFormat() != ResponseFormat.TEXT && own("response_format")) {
      request.responseFormat().accept(new Format(json));
    }
    extras.forEach(this::extra);
    return json.endObject();
  }

  private void extra(String name, Object value) {
    try {
      json.name(name).tree(value);
    } catch (IllegalArgumentException e) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "The extra '" + name + "' cannot be sent: " + e.getMessage())
          .nextStep("Give extras as strings, numbers, booleans, maps and lists")
          .build();
    }
  }

  /**
   * Writes a schema.
   *
   * @param what begins the sentence in case that it is none
   */
  private static JsonWriter schema(JsonWriter json, String what, String schema) {
    try {
      return json.rawValue(schema);
    } catch (DecodeException e) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST, what + " cannot be read as JSON: " + e.getMessage())
          .nextStep("Give a JSON schema, such as {\"type\":\"object\"}")
          .build();
    }
  }

  private String systemRole() {
    String role = config.get(OpenAiOptions.SYSTEM_ROLE);
    return role.equals(AUTO) ? (OpenAiModels.reasons(model) ? "developer" : "system") : role;
  }

  private void stream() {
    if (own("stream")) {
      json.field("stream", true);
    }
    boolean streams = extras.getOrDefault("stream", true).equals(true);
    if (streams && config.get(OpenAiOptions.STREAM_USAGE) && own("stream_options")) {
      json.name("stream_options").beginObject().field("include_usage", true).endObject();
    }
  }

  // ---- what a model does not take is left out: of those in the list the guard has said so

  private void sampling() {
    boolean reasons = OpenAiModels.reasons(model);
    boolean thinks = reasons && !doesNotThink();
    if (honours(RequestParameter.TEMPERATURE)) {
      number("temperature", request.temperature(), thinks, 1);
    }
    if (honours(RequestParameter.TOP_P)) {
      number("top_p", request.topP(), thinks, 1);
    }
    if (honours(RequestParameter.PRESENCE_PENALTY)) {
      number("presence_penalty", request.presencePenalty(), reasons, 0);
    }
    if (honours(RequestParameter.FREQUENCY_PENALTY)) {
      number("frequency_penalty", request.frequencyPenalty(), reasons, 0);
    }
    if (request.maxTokens().isPresent()
        && honours(RequestParameter.MAX_TOKENS)
        && own(maxTokensField())) {
      json.field(maxTokensField(), request.maxTokens().getAsInt());
    }
    if (request.seed().isPresent()
        && honours(RequestParameter.SEED)
        && own(config.get(OpenAiOptions.SEED_FIELD))) {
      json.field(config.get(OpenAiOptions.SEED_FIELD), request.seed().getAsLong());
    }
    if (!request.stop().isEmpty()
        && honours(RequestParameter.STOP)
        && takes("stop", !reasons)
        && own("stop")) {
      json.name("stop").beginArray();
      request.stop().forEach(json::value);
      json.endArray();
    }
    request
        .reasoningEffort()
        .filter(effort -> honours(RequestParameter.REASONING_EFFORT))
        .filter(effort -> takes("reasoning_effort", !OpenAiModels.neverReasons(model)))
        .ifPresent(effort -> text("reasoning_effort", effort.name().toLowerCase(Locale.ROOT)));
  }

  private boolean doesNotThink() {
    return OpenAiModels.reasonsOnDemand(model)
        && request.reasoningEffort().map(effort -> effort.name().equals("NONE")).orElse(true)
        && extras.getOrDefault("reasoning_effort", "none").equals("none");
  }

  private void number(String name, OptionalDouble value, boolean onlyUsual, double usual) {
    if (value.isPresent() && takes(name, !onlyUsual || value.getAsDouble() == usual) && own(name)) {
      json.field(name, value.getAsDouble());
    }
  }

  /** Whether the capabilities have a parameter; where they have not, the guard has said so. */
  private boolean honours(RequestParameter parameter) {
    return capabilities.honours(model, parameter);
  }

  /** Whether a parameter goes in; where it does not, that is said, or refused. */
  private boolean takes(String name, boolean taken) {
    if (!taken) {
      String message = "'" + model + "' does not take " + name.replace('_', ' ');
      if (request.strict()) {
        throw ChatException.builder(
                ErrorKind.INVALID_REQUEST, "The request is strict, and " + message)
            .nextStep("Leave that out, do not ask strictly, or ask another model")
            .build();
      }
      warnings.accept(Warning.dropped(message + ": dropped"));
    }
    return taken;
  }

  private String maxTokensField() {
    String field = config.get(OpenAiOptions.MAX_TOKENS_FIELD);
    if (!field.equals(AUTO)) {
      return field;
    }
    String host = String.valueOf(config.get(OpenAiOptions.BASE_URL).getHost());
    boolean openAi = host.equals("api.openai.com") || host.endsWith(".openai.azure.com");
    return openAi || OpenAiModels.reasons(model) ? "max_completion_tokens" : "max_tokens";
  }

  // ---- tools

  private void tools() {
    ToolChoice choice = request.toolChoice();
    boolean byName = config.get(OpenAiOptions.NAMED_TOOL).equals("object");
    List<Tool> tools =
        choice.tool().isPresent() && !byName
            ? request.tools().stream()
                .filter(tool -> choice.tool().get().equals(tool.name()))
                .toList()
            : request.tools();
    if (!tools.isEmpty() && own("tools")) {
      json.name("tools").beginArray();
      tools.forEach(this::tool);
      json.endArray();
    }
    if (choice.tool().isPresent() && byName) {
      if (own("tool_choice")) {
        json.name("tool_choice")
            .beginObject()
            .field("type", "function")
            .name("function")
            .beginObject()
            .field("name", choice.tool().get())
            .endObject()
            .endObject();
      }
    } else if (choice.mode() == ToolChoice.Mode.NONE && !tools.isEmpty()) {
      text("tool_choice", "none");
    } else if (choice.mode() == ToolChoice.Mode.REQUIRED || choice.tool().isPresent()) {
      text("tool_choice", "required");
    }
  }

  private void tool(Tool tool) {
    json.beginObject()
        .field("type", "function")
        .name("function")
        .beginObject()
        .field("name", tool.name());
    if (!tool.description().isEmpty()) {
      json.field("description", tool.description());
    }
    if (!tool.parametersSchema().isBlank()) {
      json.name("parameters");
      schema(json, "The schema of the tool '" + tool.name() + "'", tool.parametersSchema());
    }
    json.endObject().endObject();
  }

  private record Format(JsonWriter json) implements ResponseFormat.Visitor<JsonWriter> {
    @Override
    public JsonWriter jsonObject(ResponseFormat.JsonObject format) {
      return json.name("response_format").beginObject().field("type", "json_object").endObject();
    }

    @Override
    public JsonWriter jsonSchema(ResponseFormat.JsonSchema format) {
      json.name("response_format")
          .beginObject()
          .field("type", "json_schema")
          .name("json_schema")
          .beginObject()
          .field("name", format.name())
          .name("schema");
      return schema(json, "The schema of the answer", format.schema())
          .field("strict", format.strict())
          .endObject()
          .endObject();
    }

    @Override
    public JsonWriter unknown(ResponseFormat format) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "This protocol has no answers of the form " + format.getClass().getSimpleName())
          .nextStep("Ask for another form, or ask a service that has it")
          .build();
    }
  }

  private void text(String name, String value) {
    if (own(name)) {
      json.field(name, value);
    }
  }

  /** Whether no extra stands in for what the request says; where one does, that is said. */
  private boolean own(String name) {
    boolean own = !extras.containsKey(name);
    if (!own) {
      warnings.accept(
          new Warning(
              Warning.Kind.OTHER,
              "The extra '" + name + "' stands in for what would be sent otherwise"));
    }
    return own;
  }
}
