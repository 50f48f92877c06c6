package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A conversation as the service takes it: system messages apart, the user's turns and the model's
 * in alternation, results of tools at the beginning of a turn of the user's.
 */
final class Conversation {
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  /** One side's blocks until the other speaks. */
  private record Turn(String role, List<Map<String, Object>> blocks) {}

  private final List<String> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();
  private final Set<String> calledTools = new LinkedHashSet<>();
  private final boolean systemMoved;

  private Conversation(boolean systemMoved) {
    this.systemMoved = systemMoved;
  }

  /**
   * @throws ChatException when there is something in it that cannot be said to this service, or
   *     nothing to say
   */
  static Conversation of(List<Message> messages, ModelTraits model) {
    boolean moved = systemMoves(messages);
    Conversation conversation = new Conversation(moved);
    // The service checks what stood before a thought; a system message that moves there changes it.
    BlockMaker blocks = new BlockMaker(model.id(), !(moved && model.bindsThoughts()));
    for (Message message : messages) {
      conversation.add(message, blocks);
    }
    Role last = messages.get(messages.size() - 1).role();
    boolean asks = last == Role.USER || last == Role.TOOL;
    if (conversation.turns.isEmpty()
        || (asks && !conversation.last().role().equals(USER))) { // the question is white space
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "There is nothing to answer: the service takes no message of white space")
          .nextStep("Send a message that holds more than white space")
          .build();
    }
    return conversation;
  }

  /** Whether system messages stand behind others, where the service has no place for them. */
  private static boolean systemMoves(List<Message> messages) {
    boolean begun = false;
    for (Message message : messages) {
      if (message.role() != Role.SYSTEM) {
        begun = true;
      } else if (begun) {
        return true;
      }
    }
    return false;
  }

  private void add(Message message, BlockMaker blocks) {
    if (message.role() == Role.SYSTEM) {
      String text = TextMessages.text(message);
      if (!text.isBlank()) {
        system.add(text);
      }
      return;
    }
    boolean own = message.role() == Role.ASSISTANT;
    for (ContentPart part : message.parts()) {
      blocks.block(part, own).ifPresent(block -> add(own ? ASSISTANT : USER, block));
      if (part instanceof ContentPart.ToolCall call) {
        calledTools.add(call.name());
      }
    }
  }

  private void add(String role, Map<String, Object> block) {
    if (turns.isEmpty() || !last().role().equals(role)) {
      turns.add(new Turn(role, new ArrayList<>()));
    }
    List<Map<String, Object>> blocks = last().blocks();
    if (BlockMaker.isResult(block)) {
      int results = 0;
      while (results < blocks.size() && BlockMaker.isResult(blocks.get(results))) {
        results++;
      }
      blocks.add(results, block);
    } else {
      blocks.add(block);
    }
  }

  private Turn last() {
    return turns.get(turns.size() - 1);
  }

  /** Whether there are system messages. */
  boolean hasSystem() {
    return !system.isEmpty();
  }

  /** Whether system messages stood behind others. */
  boolean systemMoved() {
    return systemMoved;
  }

  /** The tools that were called in it. */
  Set<String> calledTools() {
    return calledTools;
  }

  /**
   * Whether the model's turn is interrupted for tools and does not begin with what it thought: then
   * it cannot be asked to think with a budget.
   */
  boolean isInterruptedWithoutThought() {
    if (turns.size() < 2 || !last().role().equals(USER)) {
      return false;
    }
    Map<String, Object> first = turns.get(turns.size() - 2).blocks().get(0);
    return BlockMaker.isResult(last().blocks().get(0)) && !BlockMaker.isThought(first);
  }

  void writeSystem(JsonWriter json) {
    json.beginArray();
    for (String text : system) {
      json.beginObject().field("type", "text").field("text", text).endObject();
    }
    json.endArray();
  }

  void writeTurns(JsonWriter json) {
    json.beginArray();
    for (Turn turn : turns) {
      json.beginObject().field("role", turn.role()).name("content").tree(turn.blocks()).endObject();
    }
    json.endArray();
  }
}
