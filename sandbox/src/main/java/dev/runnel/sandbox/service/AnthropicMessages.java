package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks {@code system} and {@code messages}: who speaks, and that calls have their results. */
final class AnthropicMessages {

  private static final int MOST = 100_000;

  private final AnthropicFields fields;
  private final AnthropicModel model;
  private final AnthropicBlocks blocks;
  private final Set<String> callIds = new HashSet<>();

  AnthropicMessages(AnthropicFields fields, AnthropicModel model) {
    this.fields = fields;
    this.model = model;
    this.blocks = new AnthropicBlocks(fields);
  }

  void check(JsonNode body) {
    checkSystem(body.path("system"));
    JsonNode messages = body.path("messages");
    if (!messages.isArray()) {
      if (body.has("messages")) {
        fields.wrong("messages", "Input should be a valid list");
      }
      return;
    }
    if (messages.isEmpty()) {
      fields.wrong("messages", "at least one message is required");
      return;
    }
    if (messages.size() > MOST) {
      fields.wrong("messages", "there may be no more than " + MOST);
    }
    for (int i = 0; i < messages.size(); i++) {
      checkMessage(messages, i);
    }
    checkCalls(turns(messages), !body.path("tools").isEmpty());
    checkLast(messages.get(messages.size() - 1));
    if (body.path("thinking").path("type").asText().equals("enabled")) {
      checkThought(turns(messages));
    }
  }

  private void checkSystem(JsonNode system) {
    if (system.isMissingNode() || system.isTextual()) {
      return;
    }
    if (!system.isArray()) {
      fields.wrong("system", "Input should be a valid string or list");
    }
    for (int i = 0; i < system.size(); i++) {
      blocks.check(system.get(i), "system." + i, Set.of("text"));
    }
  }

  private void checkMessage(JsonNode messages, int i) {
    JsonNode message = messages.get(i);
    String path = "messages." + i;
    if (!fields.object(message, path, Set.of("role", "content"), Set.of())) {
      return;
    }
    String role = message.path("role").asText();
    fields.word(message, path, "role", Set.of("user", "assistant", "system"));
    if (role.equals("system")) {
      checkSystemTurn(messages, i);
    }
    JsonNode content = message.path("content");
    boolean last = i == messages.size() - 1;
    boolean empty = content.isTextual() ? content.textValue().isEmpty() : content.isEmpty();
    if (empty && !(last && role.equals("assistant"))) {
      fields.wrong(
          path,
          "all messages must have non-empty content except for the optional final assistant"
              + " message");
    } else if (content.isTextual() && content.textValue().isBlank()) {
      fields.wrong("messages", "text content blocks must contain non-whitespace text");
    } else if (content.isArray()) {
      for (int b = 0; b < content.size(); b++) {
        blocks.check(content.get(b), path + ".content." + b, AnthropicBlocks.of(role));
      }
    } else if (!content.isTextual()) {
      fields.wrong(path + ".content", "Input should be a valid string or list");
    }
  }

  private void checkSystemTurn(JsonNode messages, int i) {
    if (!model.systemTurns()) {
      fields.wrong("messages." + i, "role 'system' is not supported on this model");
    } else if (i == 0 || !messages.get(i - 1).path("role").asText().equals("user")) {
      fields.wrong("messages." + i, "a system message must follow a user message");
    }
  }

  private void checkLast(JsonNode last) {
    boolean own = last.path("role").asText().equals("assistant");
    if (own && !model.prefills()) {
      fields.wrong(
          "",
          "This model does not support assistant message prefill. The conversation must end with a"
              + " user message.");
    } else if (own && last.path("content").isTextual()) {
      String text = last.path("content").textValue();
      if (!text.equals(text.stripTrailing())) {
        fields.wrong("messages", "final assistant content cannot end with trailing whitespace");
      }
    }
  }

  /** Messages of one role that follow each other are one turn. */
  private record Turn(String role, int first, List<JsonNode> blocks) {}

  private static List<Turn> turns(JsonNode messages) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").asText();
      if (turns.isEmpty() || !turns.get(turns.size() - 1).role().equals(role)) {
        turns.add(new Turn(role, i, new ArrayList<>()));
      }
      JsonNode content = messages.get(i).path("content");
      List<JsonNode> into = turns.get(turns.size() - 1).blocks();
      if (content.isArray()) {
        content.forEach(into::add);
      } else {
        into.add(content);
      }
    }
    return turns;
  }

  private void checkCalls(List<Turn> turns, boolean toolsGiven) {
    Set<String> open = new LinkedHashSet<>();
    boolean any = false;
    for (Turn turn : turns) {
      Set<String> answered = leadingResults(turn);
      for (JsonNode block : turn.blocks()) {
        String type = block.path("type").asText();
        String callId = block.path("tool_use_id").asText();
        any |= type.equals("tool_use") || type.equals("tool_result");
        if (type.equals("tool_result") && !open.contains(callId)) {
          fields.wrong(
              "messages." + turn.first(),
              "unexpected `tool_use_id` found in `tool_result` blocks: "
                  + callId
                  + ". Each `tool_result` block must have a corresponding `tool_use` block in the"
                  + " previous message.");
        }
      }
      open.removeAll(answered);
      if (!open.isEmpty()) {
        fields.wrong(
            "messages." + turn.first(),
            "`tool_use` ids were found without `tool_result` blocks immediately after: "
                + String.join(", ", open)
                + ". Each `tool_use` block must have a corresponding `tool_result` block in the"
                + " next message.");
      }
      open = calls(turn);
    }
    if (any && !toolsGiven) {
      fields.wrong(
          "",
          "Requests which have `tool_use` or `tool_result` blocks in `messages` must define"
              + " tools");
    }
  }

  /** The results that stand before everything else. */
  private static Set<String> leadingResults(Turn turn) {
    Set<String> ids = new HashSet<>();
    for (JsonNode block : turn.blocks()) {
      if (!block.path("type").asText().equals("tool_result")) {
        break;
      }
      ids.add(block.path("tool_use_id").asText());
    }
    return ids;
  }

  private Set<String> calls(Turn turn) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode block : turn.blocks()) {
      if (block.path("type").asText().equals("tool_use")) {
        String id = block.path("id").asText();
        if (!callIds.add(id)) {
          fields.wrong("messages." + turn.first(), "`tool_use` ids must be unique");
        }
        ids.add(id);
      }
    }
    return ids;
  }

  /** Where a model thinks, the turn that its tools interrupted begins with what it thought. */
  private void checkThought(List<Turn> turns) {
    int last = turns.size() - 1;
    boolean interrupted =
        last > 0
            && turns.get(last).blocks().get(0).path("type").asText().equals("tool_result")
            && turns.get(last - 1).role().equals("assistant");
    if (interrupted) {
      String first = turns.get(last - 1).blocks().get(0).path("type").asText("text");
      if (!first.equals("thinking") && !first.equals("redacted_thinking")) {
        fields.wrong(
            "messages." + turns.get(last - 1).first() + ".content.0.type",
            "Expected `thinking` or `redacted_thinking`, but found `"
                + first
                + "`. When `thinking` is enabled, a final `assistant` message must start with a"
                + " thinking block.");
      }
    }
  }
}
