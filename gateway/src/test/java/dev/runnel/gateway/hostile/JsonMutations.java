package dev.runnel.gateway.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be wrong with one place of a JSON document, at each of its places in turn.
 */
final class JsonMutations {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands in a place instead; name to JSON, which need not be valid. */
  private static final Map<String, String> INSTEAD = new LinkedHashMap<>();

  static {
    INSTEAD.put("null", "null");
    INSTEAD.put("true", "true");
    INSTEAD.put("minus one", "-1");
    INSTEAD.put("a fraction", "0.5");
    INSTEAD.put("an infinity", "1e400");
    INSTEAD.put("an exponent", "1e-999999999");
    INSTEAD.put("a long integer", "9".repeat(900));
    INSTEAD.put("not a number", "NaN");
    INSTEAD.put("an empty string", "\"\"");
    INSTEAD.put("a word", "\"word\"");
    INSTEAD.put("NUL", "\"a\\u0000b\"");
    INSTEAD.put("half a surrogate pair", "\"a\\ud800b\"");
    INSTEAD.put("a turned surrogate pair", "\"\\udc00\\ud800\"");
    INSTEAD.put("line ends", "\"a\\r\\nx-injected: yes\\r\\n\\r\\nHTTP/1.1 200 OK\"");
    INSTEAD.put("odd spaces", "\"\\u2028\\u2029\\ufeff\\u202e\\u0085\"");
    INSTEAD.put("a long string", "\"" + "é".repeat(30_000) + "\"");
    INSTEAD.put("an empty list", "[]");
    INSTEAD.put("a list of nulls", "[null,null]");
    INSTEAD.put("a list of lists", "[[[]]]");
    INSTEAD.put("an empty object", "{}");
    INSTEAD.put("an object of odd names", "{\"\":0,\"__proto__\":{\"\\u0000\":1},\"a.b[0]\":2}");
    INSTEAD.put("a deep list", "[".repeat(3_000) + "]".repeat(3_000));
    INSTEAD.put("a deep object", "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));
  }

  private final Map<String, String> all = new LinkedHashMap<>();

  private JsonMutations(String document) {
    try {
      JsonNode tree = JSON.readTree(document);
      List<String> places = new ArrayList<>();
      collect(tree, "", places);
      for (String place : places) {
        INSTEAD.forEach(
            (name, json) -> all.put(name + " at " + place, write(tree, "", place, json)));
        all.put("nothing at " + place, write(tree, "", place, ""));
        all.put("two of " + place, write(tree, "", place, "\u0000"));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(document, e);
    }
  }

  /** What to call each, and the document that it makes. */
  static Map<String, String> of(String document) {
    return new JsonMutations(document).all;
  }

  private static void collect(JsonNode node, String at, List<String> places) {
    places.add(at);
    node.properties().forEach(one -> collect(one.getValue(), at + "/" + one.getKey(), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, places);
    }
  }

  /** The document with something else in one place; empty: nothing; NUL: it is there twice. */
  private static String write(JsonNode node, String at, String place, String instead) {
    if (at.equals(place)) {
      return instead.equals("\u0000") ? node.toString() : instead;
    }
    if (!place.startsWith(at + "/")) {
      return node.toString();
    }
    List<String> parts = new ArrayList<>();
    node.properties()
        .forEach(
            one -> {
              String below = at + "/" + one.getKey();
              String name = TextNode.valueOf(one.getKey()) + ":";
              add(parts, name, below, write(one.getValue(), below, place, instead), place, instead);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String below = at + "/" + i;
      add(parts, "", below, write(node.get(i), below, place, instead), place, instead);
    }
    String inner = String.join(",", parts);
    return node.isArray() ? "[" + inner + "]" : "{" + inner + "}";
  }

  private static void add(
      List<String> parts, String name, String at, String json, String place, String instead) {
    if (!at.equals(place) || !instead.isEmpty()) {
      parts.add(name + json);
    }
    if (at.equals(place) && instead.equals("\u0000")) {
      parts.add(name + json);
    }
  }
}
