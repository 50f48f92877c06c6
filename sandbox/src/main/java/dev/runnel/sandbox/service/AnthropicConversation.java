package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Tool;
import dev.runnel.sandbox.improvise.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a request for a message that was found to be well formed. */
final class AnthropicConversation {

  private static final Set<String> THINKING = Set.of("enabled", "adaptive");

  private AnthropicConversation() {}

  static List<Turn> of(ReceivedRequest request) {
    List<Turn> turns = new ArrayList<>();
    String system = text(request.json().path("system"));
    if (!system.isEmpty()) {
      turns.add(new Turn("system", system));
    }
    for (JsonNode message : request.json().path("messages")) {
      turns.add(new Turn(message.path("role").asText(), text(message.path("content"))));
    }
    return turns;
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode block : content) {
      text.append(block.path("text").asText(""));
      text.append(text(block.path("content")));
    }
    return text.toString();
  }

  /** How many characters all messages have. */
  static int length(ReceivedRequest request) {
    return of(request).stream().mapToInt(turn -> turn.text().length()).sum();
  }

  static Asked asked(ReceivedRequest request) {
    List<Turn> turns = of(request);
    String last = turns.get(turns.size() - 1).text();
    return new Asked(request.json().path("model").asText(), last, "");
  }

  /** Whether what is thought is not shown. */
  static boolean omitsThinking(ReceivedRequest request) {
    JsonNode body = request.json();
    JsonNode thinking = body.path("thinking");
    boolean shown = AnthropicModel.of(body.path("model").asText()).shows();
    return THINKING.contains(thinking.path("type").asText())
        && !thinking.path("display").asText(shown ? "summarized" : "omitted").equals("summarized");
  }

  static Wanted wanted(ReceivedRequest request) {
    JsonNode body = request.json();
    boolean thinks = THINKING.contains(body.path("thinking").path("type").asText());
    Wanted wanted = called(Wanted.TEXT.withReasoning(thinks), body, of(request));
    JsonNode format = body.path("output_config").path("format");
    return format.isObject() ? wanted.json(format.path("schema")) : wanted;
  }

  private static Wanted called(Wanted wanted, JsonNode body, List<Turn> turns) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tools.add(new Tool(tool.path("name").asText(), tool.path("input_schema")));
    }
    JsonNode choice = body.path("tool_choice");
    return switch (choice.path("type").asText("auto")) {
      case "any" -> wanted.calling(tools);
      case "tool" -> {
        String name = choice.path("name").asText();
        yield wanted.calling(tools.stream().filter(tool -> tool.name().equals(name)).toList());
      }
      case "none" -> wanted;
      default -> {
        Turn last = turns.get(turns.size() - 1);
        boolean result = endsWithResult(body.path("messages"));
        yield last.role().equals("user") && !result
            ? wanted.callingWhatIsNamedIn(last.text(), tools)
            : wanted;
      }
    };
  }

  private static boolean endsWithResult(JsonNode messages) {
    JsonNode content = messages.get(messages.size() - 1).path("content");
    return content.isArray()
        && content.path(content.size() - 1).path("type").asText().equals("tool_result");
  }
}
