package dev.runnel.provider.ollama;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Warning;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the body of {@code POST /api/chat}; see {@code docs/protocols/ollama.md}. */
final class ChatBody {
  private final ChatRequest request;
  private final Settings settings;
  private final Map<String, Object> extras;
  private final Consumer<Warning> warnings;
  private final JsonWriter json = new JsonWriter();

  private ChatBody(
      ChatRequest request,
      Settings settings,
      Map<String, Object> extras,
      Consumer<Warning> warnings) {
    this.request = request;
    this.settings = settings;
    this.extras = extras;
    this.warnings = warnings;
  }

  /**
   * Writes a request.
   *
   * @param model the one to ask, whatever the request says
   * @param extras the request's, for this endpoint
   * @throws ChatException when Ollama has no way to say what is asked
   */
  static JsonWriter of(
      ChatRequest request,
      String model,
      Settings settings,
      Map<String, Object> extras,
      Consumer<Warning> warnings) {
    return new ChatBody(request, settings, extras, warnings).write(model);
  }

  private JsonWriter write(String model) {
    Map<?, ?> moreOptions = extras.get("options") instanceof Map<?, ?> map ? map : Map.of();
    boolean mergesOptions = !moreOptions.isEmpty();
    Map<String, Object> own = new java.util.LinkedHashMap<>(extras);
    if (mergesOptions) {
      own.remove("options"); // sent together with the driver's
    }
    json.beginObject();
    ExtraFields fields = new ExtraFields(json, "", own, warnings);
    if (fields.begins("model")) {
      json.value(model);
    }
    if (fields.begins("messages")) {
      new MessagesWriter(json).write(request.messages());
    }
    writeTools(fields);
    writeFormat(fields);
    request
        .reasoningEffort()
        .filter(effort -> fields.begins("think"))
        .ifPresent(effort -> Thinking.write(json, effort));
    if ((mergesOptions || hasOptions()) && fields.begins("options")) {
      json.beginObject();
      ExtraFields options = new ExtraFields(json, "options.", moreOptions, warnings);
      writeOptions(options);
      options.writeExtras();
      json.endObject();
    }
    settings
        .keepAlive()
        .filter(time -> fields.begins("keep_alive"))
        .ifPresent(time -> time.write(json));
    if (!settings.truncate() && fields.begins("truncate")) {
      json.value(false);
    }
    if (fields.begins("stream")) {
      json.value(true);
    }
    fields.writeExtras();
    return json.endObject();
  }

  // ---- tools

  private void writeTools(ExtraFields fields) {
    ToolChoice.Mode choice = request.toolChoice().mode();
    if (choice == ToolChoice.Mode.REQUIRED || choice == ToolChoice.Mode.NAMED) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST, "Ollama has no way to demand that a tool is called")
          .retry(RetryAdvice.ANOTHER_ENDPOINT)
          .nextStep("Leave the choice to the model, or ask another service")
          .build();
    }
    // Where none may be called, none is offered: the field that would say so does not exist.
    if (choice == ToolChoice.Mode.NONE || request.tools().isEmpty() || !fields.begins("tools")) {
      return;
    }
    json.beginArray();
    for (Tool tool : request.tools()) {
      json.beginObject().field("type", "function").name("function").beginObject();
      json.field("name", tool.name());
      if (!tool.description().isEmpty()) {
        json.field("description", tool.description());
      }
      json.name("parameters");
      if (tool.parametersSchema().isBlank()) {
        json.beginObject().field("type", "object").name("properties").beginObject().endObject();
        json.endObject();
      } else {
        schema(tool.parametersSchema(), "The parameters of the tool '" + tool.name() + "'");
      }
      json.endObject().endObject();
    }
    json.endArray();
  }

  // ---- the form of the answer

  private void writeFormat(ExtraFields fields) {
    request
        .responseFormat()
        .accept(
            new ResponseFormat.Visitor<Void>() {
              @Override
              public Void text(ResponseFormat.Text format) {
                return null;
              }

              @Override
              public Void jsonObject(ResponseFormat.JsonObject format) {
                if (fields.begins("format")) {
                  json.value("json");
                }
                return null;
              }

              @Override
              public Void jsonSchema(ResponseFormat.JsonSchema format) {
                if (fields.begins("format")) {
                  schema(format.schema(), "The schema '" + format.name() + "'");
                }
                return null;
              }

              @Override
              public Void unknown(ResponseFormat format) {
                throw ChatException.builder(
                        ErrorKind.INVALID_REQUEST,
                        "Ollama gives text or JSON, not " + format.getClass().getSimpleName())
                    .retry(RetryAdvice.ANOTHER_ENDPOINT)
                    .build();
              }
            });
  }

  private void schema(String schema, String what) {
    try {
      json.rawValue(schema);
    } catch (DecodeException e) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST, what + " cannot be read as JSON: " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  // ---- options

  private boolean hasOptions() {
    return request.temperature().isPresent()
        || request.topP().isPresent()
        || request.maxTokens().isPresent()
        || !request.stop().isEmpty()
        || request.seed().isPresent()
        || request.presencePenalty().isPresent()
        || request.frequencyPenalty().isPresent()
        || settings.contextTokens().isPresent();
  }

  private void writeOptions(ExtraFields options) {
    request.temperature().ifPresent(value -> option(options, "temperature", value));
    request.topP().ifPresent(value -> option(options, "top_p", value));
    request.maxTokens().ifPresent(value -> option(options, "num_predict", (long) value));
    if (!request.stop().isEmpty() && options.begins("stop")) {
      json.tree(request.stop());
    }
    request.seed().ifPresent(value -> option(options, "seed", value));
    request.presencePenalty().ifPresent(value -> option(options, "presence_penalty", value));
    request.frequencyPenalty().ifPresent(value -> option(options, "frequency_penalty", value));
    Optional<Long> context = settings.contextTokens();
    context.ifPresent(value -> option(options, "num_ctx", value.longValue()));
  }

  private void option(ExtraFields options, String name, double value) {
    if (options.begins(name)) {
      json.value(value);
    }
  }

  private void option(ExtraFields options, String name, long value) {
    if (options.begins(name)) {
      json.value(value);
    }
  }
}
