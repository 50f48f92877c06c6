package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks {@code tools} and {@code tool_choice}. */
final class AnthropicTools {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  private static final Set<String> OPTIONAL =
      Set.of(
          "allowed_callers",
          "cache_control",
          "defer_loading",
          "description",
          "eager_input_streaming",
          "input_examples",
          "strict",
          "type");

  private final AnthropicFields fields;
  private final AnthropicModel model;
  private final Set<String> names = new HashSet<>();

  AnthropicTools(AnthropicFields fields, AnthropicModel model) {
    this.fields = fields;
    this.model = model;
  }

  void check(JsonNode body) {
    JsonNode tools = body.path("tools");
    if (!tools.isMissingNode() && !tools.isArray()) {
      fields.wrong("tools", "Input should be a valid list");
      return;
    }
    for (int i = 0; i < tools.size(); i++) {
      check(tools.get(i), "tools." + i);
    }
    if (body.has("tool_choice")) {
      checkChoice(body.path("tool_choice"), tools, body.path("thinking").path("type").asText());
    }
  }

  private void check(JsonNode tool, String path) {
    boolean custom = tool.path("type").asText("custom").equals("custom");
    if (custom) {
      fields.object(tool, path, Set.of("name", "input_schema"), OPTIONAL);
      fields.text(tool, path, "description");
      fields.flag(tool, path, "strict");
      if (tool.has("input_schema")
          && !tool.path("input_schema").path("type").asText().equals("object")) {
        fields.wrong(path + ".custom.input_schema.type", "Input should be 'object'");
      }
    }
    fields.cacheControl(tool, path);
    String name = tool.path("name").asText();
    if (!NAME.matcher(name).matches()) {
      fields.wrong(path + ".custom.name", "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
    }
    if (!names.add(name)) {
      fields.wrong("tools", "Tool names must be unique.");
    }
  }

  private void checkChoice(JsonNode choice, JsonNode tools, String thinking) {
    String type = choice.path("type").asText();
    boolean named = type.equals("tool");
    fields.object(
        choice,
        "tool_choice",
        named ? Set.of("type", "name") : Set.of("type"),
        type.equals("none") ? Set.of() : Set.of("disable_parallel_tool_use"));
    fields.word(choice, "tool_choice", "type", Set.of("auto", "any", "tool", "none"));
    fields.flag(choice, "tool_choice", "disable_parallel_tool_use");
    if (tools.isEmpty()) {
      fields.wrong("tool_choice", "tool_choice may only be specified while providing tools");
    } else if (named && !names.contains(choice.path("name").asText())) {
      fields.wrong("", "Tool '" + choice.path("name").asText() + "' not found in provided tools");
    }
    if (named || type.equals("any")) {
      if (!model.forced()) {
        fields.wrong("tool_choice", "type \"tool\" and \"any\" are not supported for this model.");
      } else if (thinking.equals("enabled") || thinking.equals("adaptive")) {
        fields.wrong("", "Thinking may not be enabled when tool_choice forces tool use.");
      }
    }
  }
}
