package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code messages} of an OpenAI-shaped request that was found to be well formed. */
final class Conversation {

  private Conversation() {}

  static List<Turn> of(ReceivedRequest request) {
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : request.json().path("messages")) {
      turns.add(new Turn(message.path("role").asText(), message.path("content").asText()));
    }
    return turns;
  }

  static Asked asked(ReceivedRequest request) {
    List<Turn> turns = of(request);
    String last = turns.isEmpty() ? "" : turns.get(turns.size() - 1).text();
    return new Asked(request.json().path("model").asText(), last, "");
  }
}
