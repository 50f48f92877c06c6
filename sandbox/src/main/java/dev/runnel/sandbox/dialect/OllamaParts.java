package dev.runnel.sandbox.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects of which Ollama's answers consist.
 *
 * @param model as it was asked for
 * @param createdAt when, RFC 3339
 */
record OllamaParts(String model, String createdAt) {

  /** One line of an answer that goes on. */
  String piece(String messageMembers) {
    return head(messageMembers) + ",\"done\":false}";
  }

  /**
   * The last line, or all of an answer.
   *
   * @param reason may be empty
   * @param tokens null where nothing was counted
   */
  String last(String messageMembers, String reason, @Nullable Tokens tokens) {
    StringBuilder json = new StringBuilder(head(messageMembers)).append(",\"done\":true");
    if (!reason.isEmpty()) {
      json.append(",\"done_reason\":").append(JsonText.quoted(reason));
    }
    json.append(",\"total_duration\":4883583458,\"load_duration\":1334875");
    if (tokens != null) {
      json.append(",\"prompt_eval_count\":").append(tokens.input());
      json.append(",\"prompt_eval_duration\":342546000");
      json.append(",\"eval_count\":").append(tokens.output());
      json.append(",\"eval_duration\":4535599000");
    }
    return json.append('}').toString();
  }

  private String head(String messageMembers) {
    return "{\"model\":"
        + JsonText.quoted(model)
        + ",\"created_at\":"
        + JsonText.quoted(createdAt)
        + ",\"message\":{\"role\":\"assistant\","
        + messageMembers
        + "}";
  }

  static String content(String text) {
    return "\"content\":" + JsonText.quoted(text);
  }

  static String thinking(String text) {
    return "\"thinking\":" + JsonText.quoted(text);
  }

  /** A call, whose arguments are an object and no text. Older servers give no id. */
  static String call(int index, String id, String name, List<String> argumentPieces) {
    String arguments = String.join("", argumentPieces);
    return "{"
        + (id.isEmpty() ? "" : "\"id\":" + JsonText.quoted(id) + ",")
        + "\"function\":{\"index\":"
        + index
        + ",\"name\":"
        + JsonText.quoted(name)
        + ",\"arguments\":"
        + (arguments.isEmpty() ? "{}" : arguments)
        + "}}";
  }

  /** Ollama's word for a finish reason: to it, a tool call is an answer like any other. */
  static String reason(String reason) {
    return reason.equals("tool_calls") ? "stop" : reason;
  }
}
