package dev.runnel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import org.assertj.core.api.Assertions;

/** Bodies equal as JSON: the order of keys, escapes and how a number is written are free. */
public final class SameJson {
  private SameJson() {}

  /** Says of a body that it is, as JSON, as expected. */
  public static void assertSame(JsonNode actual, JsonNode expected) {
    if (!expected.equals(SameJson::compare, actual)) {
      // Fails, and shows both.
      Assertions.assertThat(actual.toPrettyString()).isEqualTo(expected.toPrettyString());
      throw new AssertionError("Not the same: " + actual + " and " + expected);
    }
  }

  /** An object to fill with what is expected. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A request's conversation as {@code [{"role", "content"}]}. */
  public static ArrayNode messages(ChatRequest request) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    for (Message message : request.messages()) {
      messages
          .addObject()
          .put("role", message.role().wireName())
          .put("content", message.text());
    }
    return messages;
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
