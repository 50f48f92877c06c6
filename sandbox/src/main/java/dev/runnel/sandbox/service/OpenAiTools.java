package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks {@code tools} and what refers to them. */
final class OpenAiTools {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final int MOST = 128;

  private final OpenAiObject body;

  OpenAiTools(OpenAiObject body) {
    this.body = body;
  }

  void check() {
    body.objects("tools", MOST, OpenAiTools::tool).either("tool_choice", this::choice);
    if (!body.has("tools")) {
      onlyWithTools("tool_choice");
      onlyWithTools("parallel_tool_calls");
    }
  }

  private void onlyWithTools(String name) {
    if (body.has(name)) {
      body.add(
          OpenAiErrors.invalid(
                  "Invalid value for '"
                      + name
                      + "': '"
                      + name
                      + "' is only allowed when 'tools' are specified.")
              .param(name));
    }
  }

  private static void tool(OpenAiObject tool) {
    tool.required("type").oneOf("type", "function", "custom");
    if (tool.get("type").asText().equals("custom")) {
      tool.required("custom")
          .object(
              "custom",
              custom ->
                  custom
                      .required("name")
                      .text("name", 64)
                      .matching("name", NAME)
                      .text("description")
                      .anyObject("format"));
    } else {
      tool.required("function").object("function", OpenAiTools::function);
    }
  }

  /** A function's definition. */
  static void function(OpenAiObject function) {
    function
        .required("name")
        .text("name", 64)
        .matching("name", NAME)
        .text("description")
        .orNull("strict")
        .flag("strict")
        .anyObject("parameters");
    JsonNode parameters = function.get("parameters");
    if (!parameters.isObject()) {
      return;
    }
    String name = function.get("name").asText();
    JsonNode type = parameters.path("type");
    if (!type.isMissingNode() && !type.asText().equals("object")) {
      function.add(
          schema(
              function,
              name,
              "schema must be a JSON Schema of 'type: \"object\"', got 'type: " + type + "'."));
    } else if (function.get("strict").asBoolean()) {
      OpenAiStrictSchema.firstFault(parameters)
          .ifPresent(fault -> function.add(schema(function, name, fault)));
    }
  }

  private static Finding schema(OpenAiObject function, String name, String fault) {
    return OpenAiErrors.invalid("Invalid schema for function '" + name + "': " + fault)
        .param(function.at("parameters"))
        .code("invalid_function_parameters");
  }

  private void choice(JsonNode choice) {
    if (choice.isTextual()) {
      body.oneOf("tool_choice", "none", "auto", "required");
      return;
    }
    body.object(
        "tool_choice",
        named -> {
          named.required("type").oneOf("type", "function", "allowed_tools", "custom");
          switch (named.get("type").asText()) {
            case "function" ->
                named
                    .required("function")
                    .object("function", function -> function.required("name").text("name"));
            case "custom" ->
                named
                    .required("custom")
                    .object("custom", custom -> custom.required("name").text("name"));
            default ->
                named
                    .required("allowed_tools")
                    .object(
                        "allowed_tools",
                        allowed ->
                            allowed
                                .required("mode", "tools")
                                .oneOf("mode", "auto", "required")
                                .array("tools", MOST, "an array of objects", (tool, where) -> {}));
          }
        });
    String name = choice.path("function").path("name").asText();
    if (choice.path("function").has("name") && !names().contains(name)) {
      body.add(
          OpenAiErrors.invalid(
                  "Invalid value for 'tool_choice': no function named '"
                      + name
                      + "' was specified in the 'tools' parameter.")
              .param("tool_choice"));
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    body.get("tools").forEach(tool -> names.add(tool.path("function").path("name").asText()));
    return names;
  }
}
