package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Checks {@code thinking} and {@code output_config}, which depend on the model and each other. */
final class AnthropicThinking {

  private static final int LEAST_BUDGET = 1_024;

  private final AnthropicFields fields;
  private final String name;
  private final AnthropicModel model;

  AnthropicThinking(AnthropicFields fields, String name, AnthropicModel model) {
    this.fields = fields;
    this.name = name;
    this.model = model;
  }

  void check(JsonNode body) {
    if (body.has("thinking")) {
      checkThinking(body.path("thinking"), body);
    }
    if (body.has("output_config")) {
      checkOutput(body.path("output_config"), body.path("thinking").path("type").asText());
    }
  }

  private void checkThinking(JsonNode thinking, JsonNode body) {
    String type = thinking.path("type").asText();
    Set<String> required =
        type.equals("enabled") ? Set.of("type", "budget_tokens") : Set.of("type");
    boolean shown = type.equals("enabled") || type.equals("adaptive");
    Set<String> optional = shown ? Set.of("display", "block_binding") : Set.of();
    if (!fields.object(thinking, "thinking", required, optional)) {
      return;
    }
    fields.word(
        thinking, "thinking", "type", Set.of("enabled", "adaptive", "disabled", "between_tools"));
    fields.word(thinking, "thinking", "display", Set.of("summarized", "omitted"));
    if (!model.thinking().contains(type)) {
      fields.wrong("", notSupported(type));
    } else if (type.equals("enabled")) {
      checkBudget(thinking, body);
    }
  }

  private String notSupported(String type) {
    if (type.equals("adaptive")) {
      return "adaptive thinking is not supported on this model";
    }
    String instead =
        model.thinking().contains("between_tools")
            ? " Use \"thinking.type.between_tools\" for the lowest thinking setting, or"
                + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
                + " behavior."
            : " Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
                + " behavior.";
    return "\"thinking.type." + type + "\" is not supported for this model." + instead;
  }

  private void checkBudget(JsonNode thinking, JsonNode body) {
    fields.integer(thinking, "thinking.enabled", "budget_tokens", LEAST_BUDGET);
    if (body.has("max_tokens")
        && thinking.path("budget_tokens").asLong() >= body.path("max_tokens").asLong()) {
      fields.wrong("", "`max_tokens` must be greater than `thinking.budget_tokens`.");
    }
  }

  private void checkOutput(JsonNode config, String thinking) {
    if (!fields.object(config, "output_config", Set.of(), Set.of("effort", "format"))) {
      return;
    }
    String effort = config.path("effort").asText();
    if (config.has("effort")) {
      checkEffort(config, effort, thinking);
    }
    JsonNode format = config.path("format");
    if (config.has("format")
        && fields.object(format, "output_config.format", Set.of("type", "schema"), Set.of())) {
      fields.word(format, "output_config.format", "type", Set.of("json_schema"));
      checkSchema(format.path("schema"));
    }
  }

  private void checkEffort(JsonNode config, String effort, String thinking) {
    fields.word(config, "output_config", "effort", Set.of("low", "medium", "high", "xhigh", "max"));
    if (model.efforts().isEmpty()) {
      fields.wrong("", "This model does not support the effort parameter.");
    } else if (!model.efforts().contains(effort)) {
      fields.wrong(
          "", "\"output_config.effort\" value \"" + effort + "\" is not supported for this model");
    } else if ((thinking.equals("disabled") || thinking.equals("between_tools"))
        && !AnthropicModel.canBeOff(name, effort)) {
      fields.wrong(
          "",
          "\"thinking.type\" value \""
              + thinking
              + "\" is not supported with \"output_config.effort\" value \""
              + effort
              + "\" for this model");
    }
  }

  private void checkSchema(JsonNode schema) {
    if (schema.path("type").asText().equals("object")
        && (!schema.path("additionalProperties").isBoolean()
            || schema.path("additionalProperties").booleanValue())) {
      fields.wrong(
          "output_config.format.schema",
          "For 'object' type, 'additionalProperties' must be explicitly set to false");
    }
    schema.forEach(
        part -> {
          if (part.isContainerNode()) {
            checkSchema(part);
          }
        });
  }
}
