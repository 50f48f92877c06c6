package dev.runnel.fake;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A request in words, for the one who must find out why it came. */
final class RequestText {
  private static final ContentPart.Visitor<String> PART =
      new ContentPart.Visitor<>() {
        @Override
        public String text(ContentPart.Text text) {
          return text.text();
        }

        @Override
        public String toolCall(ContentPart.ToolCall call) {
          return "[calls " + call.name() + "(" + call.argumentsJson() + ") as " + call.id() + "]";
        }

        @Override
        public String toolResult(ContentPart.ToolResult result) {
          return "["
              + result.callId()
              + (result.failed() ? " failed: " : " gave: ")
              + result.content()
              + "]";
        }

        @Override
        public String reasoning(ContentPart.Reasoning reasoning) {
          return "[reasoning: " + reasoning.text() + "]";
        }

        @Override
        public String unknown(ContentPart part) {
          return "[" + part + "]";
        }
      };

  private RequestText() {}

  /** A line for each message, then one for the settings that are not the default. */
  static String of(ChatRequest request) {
    List<String> lines = new ArrayList<>();
    request.messages().forEach(message -> lines.add(line(message)));
    String settings = String.join(", ", settings(request));
    if (!settings.isEmpty()) {
      lines.add("(" + settings + ")");
    }
    return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  private static String line(Message message) {
    return message.role().toString().toLowerCase(Locale.ROOT)
        + ": "
        + message.parts().stream()
            .map(part -> part.accept(PART))
            .collect(Collectors.joining(" "))
            .replace("\n", "\n    ");
  }

  private static List<String> settings(ChatRequest request) {
    List<String> all = new ArrayList<>();
    request.model().ifPresent(model -> all.add("model " + model));
    request.temperature().ifPresent(value -> all.add("temperature " + value));
    request.topP().ifPresent(value -> all.add("top p " + value));
    request.maxTokens().ifPresent(value -> all.add("max tokens " + value));
    request.seed().ifPresent(value -> all.add("seed " + value));
    request.presencePenalty().ifPresent(value -> all.add("presence penalty " + value));
    request.frequencyPenalty().ifPresent(value -> all.add("frequency penalty " + value));
    request.reasoningEffort().ifPresent(value -> all.add("reasoning effort " + value));
    request.conversationId().ifPresent(id -> all.add("conversation " + id));
    if (!request.stop().isEmpty()) {
      all.add("stop " + request.stop());
    }
    if (!request.tools().isEmpty()) {
      all.add("tools " + request.tools().stream().map(Tool::name).toList());
    }
    if (!request.toolChoice().equals(ToolChoice.AUTO)) {
      all.add("tool choice " + request.toolChoice().mode());
    }
    if (!request.responseFormat().equals(ResponseFormat.TEXT)) {
      all.add("response format " + request.responseFormat());
    }
    if (request.strict()) {
      all.add("strict");
    }
    return all;
  }
}
