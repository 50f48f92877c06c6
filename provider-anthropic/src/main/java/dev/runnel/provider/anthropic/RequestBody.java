package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. What the caller gives as extras is put in beside what is written here;
 * where both write the same field, the extra counts and the caller is told.
 */
final class RequestBody {
  private final ChatRequest request;
  private final ModelTraits model;
  private final Map<String, Object> extras;
  private final Shortfall shortfall;
  private final long maxTokens;
  private final Conversation conversation;
  private final ThinkingPlan thinking;
  private final JsonWriter json = new JsonWriter();

  /**
   * @param extras what only this endpoint understands
   * @param usualMaxTokens the most tokens of an answer where the request does not say
   * @param shortfall told what of the request does not reach the model as it was asked for
   * @throws ChatException when the request cannot be said to this service
   */
  RequestBody(
      ChatRequest request,
      ModelTraits model,
      Map<String, Object> extras,
      Optional<Long> usualMaxTokens,
      Shortfall shortfall) {
    this.request = request;
    this.model = model;
    this.extras = new LinkedHashMap<>(extras);
    this.shortfall = shortfall;
    maxTokens =
        request.maxTokens().isPresent()
            ? request.maxTokens().getAsInt()
            : usualMaxTokens.orElse((long) model.usualMaxTokens());
    conversation = Conversation.of(request.messages(), model);
    thinking = ThinkingPlan.of(request, model, conversation, maxTokens, shortfall);
  }

  /** The body. */
  JsonWriter write() {
    checkToolChoice();
    if (conversation.systemMoved()) {
      shortfall.note(
          "System messages in the middle of the conversation were put before it: the service takes"
              + " them there");
    }
    json.beginObject();
    field("model", true, () -> json.value(model.id()));
    field("max_tokens", request.maxTokens().isPresent(), () -> json.value(maxTokens));
    if (conversation.hasSystem()) {
      field("system", true, () -> conversation.writeSystem(json));
    }
    field("messages", true, () -> conversation.writeTurns(json));
    writeTools();
    if (!thinking.thinking().isEmpty()) {
      boolean asked = request.reasoningEffort().isPresent();
      field("thinking", asked, () -> json.tree(thinking.thinking()));
    }
    writeOutputConfig();
    writeSampling();
    writeStops();
    field("stream", true, () -> json.value(true));
    extras.forEach(this::tree);
    return json.endObject();
  }

  /**
   * Writes a field, or the extra that stands in for it.
   *
   * @param asked whether it is what the request says, and no default of ours
   */
  private void field(String name, boolean asked, Runnable value) {
    Object extra = extras.remove(name);
    if (extra == null) {
      json.name(name);
      value.run();
    } else {
      if (asked) {
        replaced(name);
      }
      tree(name, extra);
    }
  }

  private void replaced(String name) {
    shortfall.note("The extra '" + name + "' stands in for what the request says itself");
  }

  private void tree(String name, Object value) {
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

  // ---- tools

  private void checkToolChoice() {
    if (ThinkingPlan.demandsTool(request) && !model.callsOnDemand()) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "'" + model.id() + "' cannot be made to call a tool; it decides for itself")
          .nextStep("Leave the choice to it and ask for the call in words, or ask another model")
          .build();
    }
  }

  private void writeTools() {
    boolean given = !request.tools().isEmpty();
    if (!given && conversation.calledTools().isEmpty()) {
      return;
    }
    field("tools", given, given ? this::tools : this::formerTools);
    Map<String, Object> choice = given ? choice() : Map.of("type", "none");
    if (!choice.isEmpty()) {
      field("tool_choice", given, () -> json.tree(choice));
    }
  }

  private void tools() {
    json.beginArray();
    for (Tool tool : request.tools()) {
      json.beginObject().field("name", tool.name());
      if (!tool.description().isEmpty()) {
        json.field("description", tool.description());
      }
      json.name("input_schema").tree(schema(tool)).endObject();
    }
    json.endArray();
  }

  /** The service wants to know the tools that were called, also where none may be any more. */
  private void formerTools() {
    json.beginArray();
    for (String name : conversation.calledTools()) {
      json.beginObject().field("name", name);
      json.name("input_schema").tree(Map.of("type", "object")).endObject();
    }
    json.endArray();
  }

  private static Map<String, @Nullable Object> schema(Tool tool) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (!tool.parametersSchema().isBlank()) {
      JsonView given =
          JsonObjects.parse(
              "The schema of the tool '" + tool.name() + "'", tool.parametersSchema());
      given.names().forEach(name -> schema.put(name, given.get(name).tree()));
    }
    return schema;
  }

  private Map<String, Object> choice() {
    ToolChoice choice = request.toolChoice();
    return switch (choice.mode()) {
      case AUTO -> Map.of();
      case NONE -> Map.of("type", "none");
      case REQUIRED -> Map.of("type", "any");
      case NAMED -> Map.of("type", "tool", "name", choice.tool().orElseThrow());
    };
  }

  // ---- the answer

  private void writeOutputConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    thinking.effort().ifPresent(effort -> config.put("effort", effort));
    config.putAll(request.responseFormat().accept(format));
    Object extra = extras.remove("output_config");
    if (extra instanceof Map<?, ?> more) {
      more.forEach(
          (name, value) -> {
            if (config.containsKey(String.valueOf(name))) {
              replaced("output_config." + name);
            }
            config.put(String.valueOf(name), value);
          });
    } else if (extra != null) {
      tree("output_config", extra);
      return;
    }
    if (!config.isEmpty()) {
      tree("output_config", config);
    }
  }

  private final ResponseFormat.Visitor<Map<String, Object>> format =
      new ResponseFormat.Visitor<>() {
        @Override
        public Map<String, Object> text(ResponseFormat.Text any) {
          return Map.of();
        }

        @Override
        public Map<String, Object> jsonSchema(ResponseFormat.JsonSchema wanted) {
          if (!model.takesSchemas()) {
            throw unsayable("a JSON schema for the answer of '" + model.id() + "'");
          }
          Object schema = AnswerSchema.of(wanted.schema());
          return Map.of("format", Map.of("type", "json_schema", "schema", schema));
        }

        @Override
        public Map<String, Object> unknown(ResponseFormat other) {
          throw unsayable(other.getClass().getSimpleName());
        }
      };

  private static ChatException unsayable(String what) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST, "This driver cannot say " + what + " to Anthropic")
        .nextStep("Leave that out, or ask another model or service")
        .build();
  }

  private void writeSampling() {
    OptionalDouble temperature = sampling(request.temperature(), RequestParameter.TEMPERATURE);
    OptionalDouble topP = sampling(request.topP(), RequestParameter.TOP_P);
    if (temperature.isPresent()) {
      double wanted = temperature.getAsDouble();
      if (wanted > 1) {
        shortfall.dropped("The service takes no temperature above 1: it is sent as 1");
      }
      field("temperature", true, () -> json.value(Math.min(wanted, 1)));
    }
    if (topP.isPresent()) {
      if (temperature.isPresent() && !model.samplesBothWays()) {
        shortfall.dropped(
            "'" + model.id() + "' does not take top p beside a temperature: top p is dropped");
      } else {
        field("top_p", true, () -> json.value(topP.getAsDouble()));
      }
    }
  }

  private OptionalDouble sampling(OptionalDouble wanted, RequestParameter parameter) {
    if (wanted.isEmpty()) {
      return wanted;
    }
    if (!model.samples()) {
      shortfall.dropped(
          parameter, "'" + model.id() + "' does not honour " + parameter + ": dropped");
      return OptionalDouble.empty();
    }
    if (thinking.on()) {
      shortfall.dropped(
          "'" + model.id() + "' does not honour " + parameter + " while it thinks: dropped");
      return OptionalDouble.empty();
    }
    return wanted;
  }

  private void writeStops() {
    List<String> stops = new ArrayList<>();
    for (String stop : request.stop()) {
      if (stop.isBlank()) {
        shortfall.dropped("The service takes no stop text of white space alone: it is dropped");
      } else {
        stops.add(stop);
      }
    }
    if (!stops.isEmpty()) {
      field("stop_sequences", true, () -> json.tree(stops));
    }
  }
}
