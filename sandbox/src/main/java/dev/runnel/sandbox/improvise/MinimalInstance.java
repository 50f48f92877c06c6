package dev.runnel.sandbox.improvise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The smallest JSON value that a schema allows, as far as the keywords go that services take:
 * types, properties, items, enumerations, constants, alternatives, references into the schema
 * itself, formats and bounds. A text is its property's name, stretched or cut to its bounds.
 */
final class MinimalInstance {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Where a schema refers to itself, deeper than anybody nests on purpose. */
  private static final int DEEPEST = 32;

  private static final Map<String, String> FORMATS =
      Map.of(
          "date-time", "1966-01-01T00:00:00Z",
          "date", "1966-01-01",
          "time", "00:00:00Z",
          "duration", "PT0S",
          "email", "eliza@example.org",
          "hostname", "example.org",
          "ipv4", "127.0.0.1",
          "ipv6", "::1",
          "uri", "https://example.org/",
          "uuid", "00000000-0000-4000-8000-000000000000");

  private final JsonNode root;

  private MinimalInstance(JsonNode root) {
    this.root = root;
  }

  /** An instance of {@code schema}; an empty object where it says nothing. */
  static JsonNode of(JsonNode schema) {
    return new MinimalInstance(schema).of(schema, "text", 0, true);
  }

  private JsonNode of(JsonNode schema, String name, int depth, boolean outermost) {
    if (depth > DEEPEST) {
      return JSON.nullNode();
    }
    if (schema.has("$ref")) {
      return of(referred(schema.path("$ref").asText()), name, depth + 1, outermost);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(0);
    }
    for (String alternatives : new String[] {"anyOf", "oneOf"}) {
      if (schema.path(alternatives).size() > 0) {
        return of(shallowest(schema.path(alternatives)), name, depth + 1, outermost);
      }
    }
    if (schema.path("allOf").size() > 0) {
      return of(merged(schema), name, depth + 1, outermost);
    }
    return switch (type(schema, outermost)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, name, depth);
      case "string" -> JSON.textNode(text(schema, name));
      case "integer" -> JSON.numberNode((long) Math.ceil(number(schema)));
      case "number" -> JSON.numberNode(number(schema));
      case "boolean" -> JSON.booleanNode(false);
      default -> JSON.nullNode();
    };
  }

  private static String type(JsonNode schema, boolean outermost) {
    JsonNode type = schema.path("type");
    if (type.isArray() && !type.isEmpty()) {
      return type.get(0).asText();
    }
    if (type.isTextual()) {
      return type.textValue();
    }
    return schema.has("properties") || outermost
        ? "object"
        : schema.has("items") ? "array" : "string";
  }

  private JsonNode referred(String reference) {
    return reference.equals("#")
        ? root
        : reference.startsWith("#/") ? root.at(reference.substring(1)) : JSON.objectNode();
  }

  /** An alternative without a reference, so that what refers to itself comes to an end. */
  private static JsonNode shallowest(JsonNode alternatives) {
    for (JsonNode alternative : alternatives) {
      if (!alternative.has("$ref")) {
        return alternative;
      }
    }
    return alternatives.get(0);
  }

  private JsonNode merged(JsonNode schema) {
    ObjectNode all = schema.deepCopy();
    JsonNode parts = all.remove("allOf");
    for (JsonNode part : parts) {
      JsonNode resolved = part.has("$ref") ? referred(part.path("$ref").asText()) : part;
      for (Map.Entry<String, JsonNode> keyword : resolved.properties()) {
        switch (keyword.getKey()) {
          case "properties" ->
              all.withObject("/properties").setAll((ObjectNode) keyword.getValue());
          case "required" -> keyword.getValue().forEach(all.withArray("/required")::add);
          default -> all.set(keyword.getKey(), keyword.getValue());
        }
      }
    }
    return all;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      object.set(name, of(schema.path("properties").path(name), name, depth + 1, false));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema, String name, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < schema.path("minItems").asInt(0); i++) {
      array.add(of(schema.path("items"), name, depth + 1, false));
    }
    return array;
  }

  private static String text(JsonNode schema, String name) {
    String known = FORMATS.get(schema.path("format").asText());
    if (known != null) {
      return known;
    }
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    String text = name.length() < least ? name + "x".repeat(least - name.length()) : name;
    return text.length() > most ? text.substring(0, most) : text;
  }

  private static double number(JsonNode schema) {
    double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
    if (schema.path("exclusiveMinimum").isNumber()) {
      least = Math.max(least, Math.floor(schema.path("exclusiveMinimum").asDouble()) + 1);
    }
    double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
    if (schema.path("exclusiveMaximum").isNumber()) {
      most = Math.min(most, Math.ceil(schema.path("exclusiveMaximum").asDouble()) - 1);
    }
    double number = Math.max(0, least);
    number = Math.min(number, most);
    double step = schema.path("multipleOf").asDouble(0);
    return step > 0 ? Math.ceil(number / step) * step : number;
  }
}
