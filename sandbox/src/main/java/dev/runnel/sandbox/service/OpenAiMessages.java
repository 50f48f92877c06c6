package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Checks the {@code messages}: roles, content parts, and that each tool call has its result. */
final class OpenAiMessages {

  private static final int MANY = 2_048;
  private static final Pattern ADDRESS =
      Pattern.compile("https?://\\S+|data:image/[a-z+.-]+;base64,[A-Za-z0-9+/]+=*");
  private static final List<String> IMAGES =
      List.of("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp");

  private final OpenAiObject body;
  private final Findings findings;

  OpenAiMessages(OpenAiObject body, Findings findings) {
    this.body = body;
    this.findings = findings;
  }

  void check() {
    body.required("messages").objects("messages", MANY, this::message);
    answeredCalls();
  }

  private void message(OpenAiObject message) {
    message
        .required("role")
        .oneOf("role", "system", "assistant", "user", "function", "tool", "developer");
    switch (message.get("role").asText()) {
      case "system", "developer" ->
          message.required("content").text("name").either("content", texts(message));
      case "user" ->
          message
              .required("content")
              .text("name")
              .either("content", value -> userContent(message, value));
      case "tool" ->
          message
              .required("content", "tool_call_id")
              .text("tool_call_id")
              .either("content", texts(message));
      case "function" ->
          message.required("content", "name").orNull("content").text("content", "name");
      default -> assistant(message);
    }
  }

  private void assistant(OpenAiObject message) {
    message
        .orNull("content", "refusal", "audio", "function_call")
        .text("name", "refusal")
        .either("content", value -> content(message, value, "text", "refusal"))
        .object("audio", audio -> audio.required("id").text("id"))
        .object(
            "function_call", call -> call.required("name", "arguments").text("name", "arguments"))
        .objects("tool_calls", 128, OpenAiMessages::toolCall);
    if (!message.has("content")
        && !message.has("refusal")
        && !message.has("tool_calls")
        && !message.has("function_call")
        && !message.has("audio")) {
      findings.add(
          OpenAiErrors.invalid("Invalid value for 'content': expected a string, got null.")
              .param(message.at("content")));
    }
  }

  private static void toolCall(OpenAiObject call) {
    call.required("id", "type").text("id").oneOf("type", "function", "custom");
    if (call.get("type").asText().equals("custom")) {
      call.required("custom")
          .object("custom", custom -> custom.required("name", "input").text("name", "input"));
    } else {
      call.required("function")
          .object(
              "function",
              function -> function.required("name", "arguments").text("name", "arguments"));
    }
  }

  private Consumer<JsonNode> texts(OpenAiObject message) {
    return value -> content(message, value, "text");
  }

  private void userContent(OpenAiObject message, JsonNode value) {
    content(message, value, "text", "image_url", "input_audio", "file");
  }

  private void content(OpenAiObject message, JsonNode value, String... types) {
    if (value.isTextual()) {
      return;
    }
    if (!value.isArray()) {
      message.wrongType(message.at("content"), "one of a string or array of objects", value);
      return;
    }
    message.objects("content", MANY, part -> part(part, types));
  }

  private void part(OpenAiObject part, String... types) {
    part.required("type")
        .oneOf("type", types)
        .object("prompt_cache_breakpoint", mark -> mark.required("mode").oneOf("mode", "explicit"));
    switch (part.get("type").asText()) {
      case "text" -> part.required("text").text("text");
      case "refusal" -> part.required("refusal").text("refusal");
      case "image_url" -> part.required("image_url").object("image_url", this::image);
      case "input_audio" ->
          part.required("input_audio")
              .object(
                  "input_audio",
                  audio ->
                      audio.required("data", "format").text("data").oneOf("format", "wav", "mp3"));
      case "file" ->
          part.required("file")
              .object("file", file -> file.text("file_data", "file_id", "filename"));
      default -> {}
    }
  }

  private void image(OpenAiObject image) {
    image.required("url").text("url").oneOf("detail", "auto", "low", "high");
    String url = image.get("url").asText();
    if (image.get("url").isTextual() && !ADDRESS.matcher(url).matches()) {
      findings.add(
          OpenAiErrors.invalid(
                  "Invalid '"
                      + image.at("url")
                      + "'. Expected a valid URL, but got a value with an invalid format.")
              .param(image.at("url"))
              .code("invalid_value"));
    } else if (url.startsWith("data:")
        && !IMAGES.contains(url.substring(5, url.indexOf(';')).toLowerCase(Locale.ROOT))) {
      findings.add(
          OpenAiErrors.invalid(
                  "You uploaded an unsupported image. Please make sure your image has of one the"
                      + " following formats: ['png', 'jpeg', 'gif', 'webp'].")
              .code("invalid_image_format"));
    }
  }

  /** After an assistant's tool calls comes a tool message for each, and nowhere else one. */
  private void answeredCalls() {
    Set<String> open = new LinkedHashSet<>();
    JsonNode messages = body.get("messages");
    int asked = -1;
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      if (message.path("role").asText().equals("tool")) {
        String id = message.path("tool_call_id").asText();
        if (!open.remove(id)) {
          orphan(i, id, asked >= 0);
        }
        continue;
      }
      unanswered(open, asked);
      open = new LinkedHashSet<>(ids(message.path("tool_calls")));
      asked = open.isEmpty() ? -1 : i;
    }
    unanswered(open, asked);
  }

  private static List<String> ids(JsonNode calls) {
    List<String> ids = new ArrayList<>();
    calls.forEach(call -> ids.add(call.path("id").asText()));
    return ids;
  }

  private void orphan(int index, String id, boolean afterCalls) {
    findings.add(
        OpenAiErrors.invalid(
                afterCalls
                    ? "Invalid parameter: 'tool_call_id' of '"
                        + id
                        + "' not found in 'tool_calls' of previous message."
                    : "Invalid parameter: messages with role 'tool' must be a response to a"
                        + " preceeding message with 'tool_calls'.")
            .param("messages.[" + index + "]." + (afterCalls ? "tool_call_id" : "role")));
  }

  private void unanswered(Set<String> open, int asked) {
    if (!open.isEmpty()) {
      findings.add(
          OpenAiErrors.invalid(
                  "An assistant message with 'tool_calls' must be followed by tool messages"
                      + " responding to each 'tool_call_id'. The following tool_call_ids did not"
                      + " have response messages: "
                      + String.join(", ", open))
              .param("messages.[" + (asked + 1) + "].role"));
    }
  }
}
