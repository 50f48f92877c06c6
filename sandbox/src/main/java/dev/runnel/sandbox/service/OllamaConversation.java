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

/** Reads a request for a chat with Ollama that was found to be well formed. */
final class OllamaConversation {

  private OllamaConversation() {}

  static List<Turn> of(ReceivedRequest request) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : request.json().path("messages")) {
      turns.add(new Turn(message.path("role").asText(), message.path("content").asText("")));
    }
    return turns;
  }

  static Asked asked(ReceivedRequest request) {
    List<Turn> turns = of(request);
    String last = turns.isEmpty() ? "" : turns.get(turns.size() - 1).text();
    return new Asked(request.json().path("model").asText(), last, "");
  }

  static Wanted wanted(ReceivedRequest request, OllamaModels models) {
    JsonNode body = request.json();
    Wanted wanted = Wanted.TEXT.withUsage().withReasoning(thinks(body, models));
    JsonNode format = body.path("format");
    if (format.isObject()) {
      wanted = wanted.json(format);
    } else if (format.isTextual()) {
      wanted = wanted.json(JsonNodeFactory.instance.objectNode());
    }
    List<Turn> turns = of(request);
    Turn last = turns.get(turns.size() - 1);
    return last.role().equals("user")
        ? wanted.callingWhatIsNamedIn(last.text(), tools(body))
        : wanted;
  }

  private static List<Tool> tools(JsonNode body) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      tools.add(new Tool(function.path("name").asText(), function.path("parameters")));
    }
    return tools;
  }

  /** A model that can think does, unless it is told not to. */
  private static boolean thinks(JsonNode body, OllamaModels models) {
    JsonNode think = body.path("think");
    String model = body.path("model").asText();
    boolean fault = models.faults().test(model);
    return models.can(model, "thinking") && !fault && !(think.isBoolean() && !think.booleanValue());
  }
}
