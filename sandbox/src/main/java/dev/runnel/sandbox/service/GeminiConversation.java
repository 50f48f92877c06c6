package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.improvise.Tool;
import dev.runnel.sandbox.improvise.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a request for content that was found to be well formed. */
final class GeminiConversation {

  private GeminiConversation() {}

  static List<Turn> of(JsonNode body) {
    List<Turn> turns = new ArrayList<>();
    if (body.has("systemInstruction")) {
      turns.add(new Turn("system", text(body.get("systemInstruction"))));
    }
    for (JsonNode content : body.path("contents")) {
      boolean model = content.path("role").asText().equals("model");
      turns.add(new Turn(model ? "assistant" : "user", text(content)));
    }
    return turns;
  }

  private static String text(JsonNode content) {
    StringBuilder text = new StringBuilder();
    content.path("parts").forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  static String lastText(JsonNode body) {
    JsonNode contents = body.path("contents");
    return text(contents.path(contents.size() - 1));
  }

  static Wanted wanted(JsonNode body) {
    JsonNode config = body.path("generationConfig");
    boolean thoughts = config.path("thinkingConfig").path("includeThoughts").asBoolean();
    Wanted wanted = called(Wanted.TEXT.withUsage().withReasoning(thoughts), body);
    if (!config.path("responseMimeType").asText().equals("application/json")) {
      return wanted;
    }
    JsonNode schema = config.path("responseJsonSchema");
    return wanted.json(schema.isMissingNode() ? jsonSchema(config.path("responseSchema")) : schema);
  }

  private static Wanted called(Wanted wanted, JsonNode body) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode function : GeminiBody.functions(body)) {
      JsonNode schema = function.path("parametersJsonSchema");
      tools.add(
          new Tool(
              function.path("name").asText(),
              schema.isMissingNode() ? jsonSchema(function.path("parameters")) : schema));
    }
    JsonNode calling = body.path("toolConfig").path("functionCallingConfig");
    return switch (calling.path("mode").asText("AUTO")) {
      case "ANY" -> wanted.calling(allowed(tools, calling.path("allowedFunctionNames")));
      case "NONE" -> wanted;
      default -> wanted.callingWhatIsNamedIn(lastText(body), tools);
    };
  }

  private static List<Tool> allowed(List<Tool> tools, JsonNode names) {
    List<String> allowed = new ArrayList<>();
    names.forEach(name -> allowed.add(name.asText()));
    return allowed.isEmpty()
        ? tools
        : tools.stream().filter(tool -> allowed.contains(tool.name())).toList();
  }

  /** The service's own schemas are JSON schemas with the types in capitals. */
  private static JsonNode jsonSchema(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      schema.forEach(element -> list.add(jsonSchema(element)));
      return list;
    }
    if (!schema.isObject()) {
      return schema.isMissingNode() ? JsonNodeFactory.instance.objectNode() : schema;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    schema
        .properties()
        .forEach(
            member ->
                copy.set(
                    member.getKey(),
                    member.getKey().equals("type") && member.getValue().isTextual()
                        ? JsonNodeFactory.instance.textNode(
                            member.getValue().textValue().toLowerCase(Locale.ROOT))
                        : jsonSchema(member.getValue())));
    return copy;
  }
}
