package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.http.TextMessages;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. What the caller gives as extras is put in beside what is written here;
 * where both write the same field, the extra counts and the caller is told.
 */
final class RequestBody {
  private final ChatRequest request;
  private final ModelName model;
  private final Map<String, Object> extras;
  private final Shortfall shortfall;
  private final Predicate<RequestParameter> honoured;
  private final boolean showsThoughts;
  private final JsonWriter json = new JsonWriter();

  /**
   * @param extras what only this endpoint understands
   * @param showsThoughts whether thoughts are wanted also where no effort was asked for
   * @param honoured whether the model takes a parameter; what it does not take is not sent
   * @param shortfall told what of the request does not reach the model as it was asked for
   */
  RequestBody(
      ChatRequest request,
      ModelName model,
      Map<String, Object> extras,
      boolean showsThoughts,
      Predicate<RequestParameter> honoured,
      Shortfall shortfall) {
    this.request = request;
    this.model = model;
    this.extras = extras;
    this.showsThoughts = showsThoughts;
    this.shortfall = shortfall;
    this.honoured = honoured;
  }

  /**
   * The body.
   *
   * @throws ChatException when the request cannot be said to this service
   */
  JsonWriter write() {
    Map<String, Object> rest = new LinkedHashMap<>(extras);
    json.beginObject();
    field(rest, "contents", true, name -> contents());
    List<String> system = systemTexts();
    field(rest, "systemInstruction", !system.isEmpty(), name -> systemInstruction(system));
    field(rest, "tools", !request.tools().isEmpty(), name -> tools());
    field(rest, "toolConfig", choosesTools(), name -> toolConfig());
    Map<String, Object> config =
        new GenerationConfig(request, model, honoured, shortfall).of(showsThoughts);
    Object more = rest.remove(GenerationConfig.FIELD);
    Object merged = more == null ? config : merge(GenerationConfig.FIELD, config, more);
    if (!(merged instanceof Map<?, ?> map && map.isEmpty())) {
      tree(GenerationConfig.FIELD, merged);
    }
    rest.forEach(this::tree);
    return json.endObject();
  }

  private void field(
      Map<String, Object> rest, String name, boolean written, Consumer<String> write) {
    Object extra = rest.remove(name);
    if (extra != null) {
      if (written) {
        replaced(name);
      }
      tree(name, extra);
    } else if (written) {
      json.name(name);
      write.accept(name);
    }
  }

  /** An object and the extras for it, object by object; of anything else, the extra counts. */
  private Object merge(String where, Object ours, Object extra) {
    if (ours instanceof Map<?, ?> mine && extra instanceof Map<?, ?> more) {
      Map<Object, @Nullable Object> both = new LinkedHashMap<>(mine);
      more.forEach(
          (name, value) -> {
            Object old = both.get(name);
            both.put(
                name, old == null || value == null ? value : merge(where + "." + name, old, value));
          });
      return both;
    }
    if (!ours.equals(extra)) {
      replaced(where);
    }
    return extra;
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

  private List<String> systemTexts() {
    return request.messages().stream()
        .filter(message -> message.role() == Role.SYSTEM)
        .map(TextMessages::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private void contents() {
    Contents.write(json, request.messages(), model.wantsSignatures());
  }

  private void systemInstruction(List<String> texts) {
    json.beginObject().name("parts").beginArray();
    texts.forEach(text -> json.beginObject().field("text", text).endObject());
    json.endArray().endObject();
  }

  private void tools() {
    json.beginArray().beginObject().name("functionDeclarations").beginArray();
    for (Tool tool : request.tools()) {
      json.beginObject().field("name", tool.name());
      if (!tool.description().isEmpty()) {
        json.field("description", tool.description());
      }
      JsonView schema = schema(tool);
      if (schema.size() > 0) {
        json.name("parametersJsonSchema").tree(schema);
      }
      json.endObject();
    }
    json.endArray().endObject().endArray();
  }

  private static JsonView schema(Tool tool) {
    return tool.parametersSchema().isBlank()
        ? JsonView.missing()
        : parsed("The schema of the tool '" + tool.name() + "'", tool.parametersSchema());
  }

  /**
   * A JSON schema.
   *
   * @param what begins the sentence in case that it is none
   */
  static JsonView parsed(String what, String schema) {
    try {
      JsonView view = JsonView.parse(schema);
      if (view.isObject()) {
        return view;
      }
    } catch (DecodeException e) {
      // told below
    }
    throw ChatException.builder(ErrorKind.INVALID_REQUEST, what + " is no JSON object")
        .nextStep("Give a JSON schema, such as {\"type\":\"object\"}")
        .build();
  }

  private boolean choosesTools() {
    return !request.tools().isEmpty() && request.toolChoice().mode() != ToolChoice.Mode.AUTO;
  }

  private void toolConfig() {
    json.beginObject().name("functionCallingConfig").beginObject();
    json.field("mode", request.toolChoice().mode() == ToolChoice.Mode.NONE ? "NONE" : "ANY");
    List<String> names = request.toolChoice().tool().stream().toList();
    if (!names.isEmpty()) {
      json.name("allowedFunctionNames").tree(names);
    }
    json.endObject().endObject();
  }
}
