package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Tool;
import dev.runnel.sandbox.improvise.Wanted;
import java.util.ArrayList;
import java.util.List;

/** Reads a chat completion request that was found to be well formed. */
final class OpenAiConversation {

  private OpenAiConversation() {}

  static List<Turn> of(ReceivedRequest request) {
    List<Turn> turns = new ArrayList<>();
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
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  static Asked asked(ReceivedRequest request) {
    List<Turn> turns = of(request);
    String last = turns.get(turns.size() - 1).text();
    return new Asked(request.json().path("model").asText(), last, "");
  }

  static Wanted wanted(ReceivedRequest request) {
    JsonNode body = request.json();
    Wanted wanted = called(Wanted.TEXT.withUsage(), body, of(request));
    JsonNode format = body.path("response_format");
    return switch (format.path("type").asText()) {
      case "json_schema" -> wanted.json(format.path("json_schema").path("schema"));
      case "json_object" -> wanted.json(JsonNodeFactory.instance.objectNode());
      default -> wanted;
    };
  }

  private static Wanted called(Wanted wanted, JsonNode body, List<Turn> turns) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      tools.add(new Tool(function.path("name").asText(), function.path("parameters")));
    }
    JsonNode choice = body.path("tool_choice");
    if (choice.isObject()) {
      String name = choice.path("function").path("name").asText();
      return wanted.calling(tools.stream().filter(tool -> tool.name().equals(name)).toList());
    }
    return switch (choice.asText("auto")) {
      case "required" -> wanted.calling(tools);
      case "none" -> wanted;
      default -> {
        Turn last = turns.get(turns.size() - 1);
        yield last.role().equals("user") ? wanted.callingWhatIsNamedIn(last.text(), tools) : wanted;
      }
    };
  }
}
