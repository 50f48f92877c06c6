package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks {@code response_format}. */
final class OpenAiFormat {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  private final OpenAiObject body;

  OpenAiFormat(OpenAiObject body) {
    this.body = body;
  }

  void check() {
    body.object("response_format", this::format);
  }

  private void format(OpenAiObject format) {
    format.required("type").oneOf("type", "json_object", "json_schema", "text");
    switch (format.get("type").asText()) {
      case "json_schema" -> format.required("json_schema").object("json_schema", this::schema);
      case "json_object" -> {
        // Without the word the model is known to write white space without end.
        if (!body.get("messages").toString().toLowerCase(Locale.ROOT).contains("json")) {
          body.add(
              OpenAiErrors.invalid(
                      "'messages' must contain the word 'json' in some form, to use"
                          + " 'response_format' of type 'json_object'.")
                  .param("messages"));
        }
      }
      default -> {}
    }
  }

  private void schema(OpenAiObject json) {
    json.required("name")
        .text("name", 64)
        .matching("name", NAME)
        .text("description")
        .orNull("strict")
        .flag("strict")
        .anyObject("schema");
    JsonNode schema = json.get("schema");
    if (json.get("strict").asBoolean()) {
      OpenAiStrictSchema.firstFault(schema)
          .ifPresent(
              fault ->
                  body.add(
                      OpenAiErrors.invalid(
                              "Invalid schema for response_format '"
                                  + json.get("name").asText()
                                  + "': "
                                  + fault)
                          .param("response_format")));
    }
  }
}
