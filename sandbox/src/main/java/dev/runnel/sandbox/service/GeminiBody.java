package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the body of a request for content: its fields, and what the service says of them. */
final class GeminiBody {

  private static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}");
  private static final int MOST_STOP_SEQUENCES = 5;

  private final String model;
  private final Findings findings;
  private final ObjectNode body;
  private final Set<String> declared = new HashSet<>();

  /**
   * @param body with its names in their usual case
   */
  GeminiBody(String model, ObjectNode body, Findings findings) {
    this.model = model;
    this.body = body;
    this.findings = findings;
  }

  void check() {
    tools();
    config(body.path("generationConfig"));
    new GeminiContents(body.path("contents"), GeminiModels.signs(model), findings).check();
  }

  private void tools() {
    for (JsonNode tool : body.path("tools")) {
      for (JsonNode function : tool.path("functionDeclarations")) {
        function(function);
      }
    }
    JsonNode calling = body.path("toolConfig").path("functionCallingConfig");
    String mode = calling.path("mode").asText("AUTO");
    JsonNode allowed = calling.path("allowedFunctionNames");
    if (!allowed.isEmpty() && !mode.equals("ANY") && !mode.equals("VALIDATED")) {
      invalid(
          "Allowed function names should be set only when function calling mode is ANY or"
              + " VALIDATED.");
    }
    for (JsonNode name : allowed) {
      if (!declared.contains(name.asText())) {
        invalid("Allowed function name '" + name.asText() + "' is not a declared function.");
      }
    }
    if (mode.equals("ANY") && declared.isEmpty()) {
      invalid("Function calling mode is ANY, and no function_declarations are set.");
    }
  }

  private void function(JsonNode function) {
    String name = function.path("name").asText();
    if (!FUNCTION_NAME.matcher(name).matches()) {
      invalid(
          "Invalid function name '"
              + name
              + "'. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z,"
              + " 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length"
              + " of 128.");
    } else if (!declared.add(name)) {
      invalid("Duplicate function declaration found: " + name);
    }
    if (function.has("parameters") && function.has("parametersJsonSchema")) {
      invalid("parameters and parameters_json_schema are mutually exclusive.");
    }
  }

  private void config(JsonNode config) {
    range(config, "temperature", 0, 2);
    range(config, "topP", 0, 1);
    range(config, "candidateCount", 1, 8);
    range(config, "maxOutputTokens", 1, Integer.MAX_VALUE);
    if (config.path("stopSequences").size() > MOST_STOP_SEQUENCES) {
      invalid("The number of stop sequences must not exceed " + MOST_STOP_SEQUENCES + ".");
    }
    if (config.has("presencePenalty") || config.has("frequencyPenalty")) {
      invalid("Penalty is not enabled for models/" + model);
    }
    boolean schema = config.has("responseSchema") || config.has("responseJsonSchema");
    if (config.has("responseSchema") && config.has("responseJsonSchema")) {
      invalid("response_schema and response_json_schema cannot both be set.");
    }
    String type = config.path("responseMimeType").asText("text/plain");
    if (schema && !type.equals("application/json") && !type.equals("text/x.enum")) {
      invalid(
          "Response schema is only supported with response_mime_type application/json, not "
              + type);
    }
    thinking(config.path("thinkingConfig"));
  }

  private void thinking(JsonNode thinking) {
    if (!thinking.isMissingNode() && !GeminiModels.thinks(model)) {
      invalid("Thinking is not enabled for models/" + model);
    }
    boolean level = thinking.has("thinkingLevel");
    boolean budget = thinking.has("thinkingBudget");
    if (level && budget) {
      invalid("You can only set only one of thinking budget and thinking level.");
    } else if (level && !GeminiModels.takesLevel(model)) {
      invalid("Thinking level is not supported for this model.");
    } else if (budget && !GeminiModels.takesBudget(model)) {
      invalid("Thinking budget is not supported for this model.");
    }
    String wanted = thinking.path("thinkingLevel").asText();
    if (wanted.equals("MINIMAL") && !GeminiModels.takesMinimal(model)) {
      invalid("Thinking level MINIMAL is not supported for this model.");
    }
    if (model.equals("gemini-2.5-pro") && budget && thinking.path("thinkingBudget").asInt() == 0) {
      invalid("Budget 0 is invalid. This model only works in thinking mode.");
    }
  }

  private void range(JsonNode config, String field, double least, double most) {
    JsonNode value = config.path(field);
    if (value.isNumber() && (value.asDouble() < least || value.asDouble() > most)) {
      invalid(
          "* GenerateContentRequest.generation_config."
              + field
              + ": "
              + field
              + " must be in the range ["
              + least
              + ", "
              + most
              + "].");
    }
  }

  private void invalid(String message) {
    findings.add(GeminiErrors.invalid(message));
  }

  /** The functions that a request offers, those of its tools alone. */
  static List<JsonNode> functions(JsonNode body) {
    List<JsonNode> functions = new ArrayList<>();
    body.path("tools").forEach(tool -> tool.path("functionDeclarations").forEach(functions::add));
    return functions;
  }
}
