package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks the conversation of a request: who speaks, of what, and what follows what. */
final class GeminiContents {

  private static final Set<String> DATA =
      Set.of(
          "text",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse");

  private final JsonNode contents;
  private final boolean signs;
  private final Findings findings;

  /**
   * @param signs whether tool calls must have the signatures that they came with
   */
  GeminiContents(JsonNode contents, boolean signs, Findings findings) {
    this.contents = contents;
    this.signs = signs;
    this.findings = findings;
  }

  void check() {
    if (contents.isEmpty()) {
      invalid("* GenerateContentRequest.contents: contents is not specified\n");
      return;
    }
    for (int i = 0; i < contents.size(); i++) {
      content(i, contents.get(i));
    }
    calls();
    String last = role(contents.size() - 1);
    if (last.equals("model")) {
      invalid("Please ensure that multiturn requests end with a user role or a function response.");
    }
  }

  private String role(int index) {
    return contents.get(index).path("role").asText("user");
  }

  private void content(int index, JsonNode content) {
    String where = "* GenerateContentRequest.contents[" + index + "]";
    if (!Set.of("user", "model", "function", "").contains(role(index))) {
      invalid("Please use a valid role: user, model.");
    }
    if (content.path("parts").isEmpty()) {
      invalid(where + ".parts: contents.parts must not be empty.\n");
    }
    for (int i = 0; i < content.path("parts").size(); i++) {
      part(where + ".parts[" + i + "]", content.path("parts").get(i));
    }
  }

  private void part(String where, JsonNode part) {
    List<String> data = new ArrayList<>();
    part.fieldNames().forEachRemaining(data::add);
    data.retainAll(DATA);
    if (data.size() != 1) {
      invalid(where + ".data: required oneof field 'data' must have one initialized field\n");
      return;
    }
    JsonNode value = part.get(data.get(0));
    switch (data.get(0)) {
      case "inlineData" -> required(where + ".inline_data", value, "mimeType", "data");
      case "fileData" -> required(where + ".file_data", value, "fileUri");
      case "functionCall" -> required(where + ".function_call", value, "name");
      case "functionResponse" -> required(where + ".function_response", value, "name", "response");
      default -> {}
    }
  }

  private void required(String where, JsonNode value, String... fields) {
    for (String field : fields) {
      JsonNode found = value.path(field);
      if (found.isMissingNode() || (found.isTextual() && found.textValue().isEmpty())) {
        invalid(where + "." + field + ": " + field + " cannot be empty.\n");
      }
    }
  }

  /** Calls follow a user's turn and are followed by as many results, each under its call's name. */
  private void calls() {
    int currentTurn = currentTurn();
    for (int i = 0; i < contents.size(); i++) {
      List<JsonNode> calls = parts(i, "functionCall");
      if (!calls.isEmpty()) {
        if (i == 0 || role(i - 1).equals("model")) {
          invalid(
              "Please ensure that function call turn comes immediately after a user turn or after a"
                  + " function response turn.");
        }
        results(calls, i + 1);
        if (signs && i > currentTurn) {
          signed(i);
        }
      }
      if (!parts(i, "functionResponse").isEmpty()
          && (i == 0 || parts(i - 1, "functionCall").isEmpty())) {
        invalid(
            "Please ensure that function response turn comes immediately after a function call"
                + " turn.");
      }
    }
  }

  private void results(List<JsonNode> calls, int index) {
    List<JsonNode> results = index < contents.size() ? parts(index, "functionResponse") : List.of();
    if (results.size() != calls.size()) {
      invalid(
          "Please ensure that the number of function response parts is equal to the number of"
              + " function call parts of the function call turn.");
      return;
    }
    List<String> wanted = new ArrayList<>(calls.stream().map(GeminiContents::key).toList());
    results.stream().map(GeminiContents::key).forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      invalid("Please ensure that each function response has the id and name of its call.");
    }
  }

  private static String key(JsonNode part) {
    return part.path("id").asText() + " " + part.path("name").asText();
  }

  private void signed(int index) {
    JsonNode parts = contents.get(index).path("parts");
    for (int i = 0; i < parts.size(); i++) {
      JsonNode part = parts.get(i);
      if (part.has("functionCall")) {
        if (!part.has("thoughtSignature")) {
          invalid(
              "Function call is missing a thought_signature in functionCall parts. This is required"
                  + " for tools to work correctly, and missing thought_signature may lead to"
                  + " degraded model performance. Additional data, function call `default_api:"
                  + part.path("functionCall").path("name").asText()
                  + "` , position "
                  + (i + 1)
                  + ".");
        }
        return; // of several calls in one turn, the first has it
      }
    }
  }

  /** The last user's content that is no result: what comes after it is one turn, of many steps. */
  private int currentTurn() {
    for (int i = contents.size() - 1; i >= 0; i--) {
      if (!role(i).equals("model") && parts(i, "functionResponse").isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private List<JsonNode> parts(int index, String kind) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : contents.get(index).path("parts")) {
      if (part.has(kind)) {
        found.add(part.get(kind));
      }
    }
    return found;
  }

  private void invalid(String message) {
    findings.add(GeminiErrors.invalid(message));
  }
}
