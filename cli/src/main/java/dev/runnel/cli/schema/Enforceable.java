package dev.runnel.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Whether a service may be told to enforce a schema. OpenAI refuses one in which an object does not
 * require all its properties or allows others; see its guide to Structured Outputs.
 */
final class Enforceable {
  private Enforceable() {}

  static boolean is(JsonNode schema) {
    if (describesObject(schema) && !closed(schema)) {
      return false;
    }
    for (JsonNode inner : schema) {
      if (inner.isContainerNode() && !is(inner)) {
        return false;
      }
    }
    return true;
  }

  private static boolean describesObject(JsonNode schema) {
    return schema.path("type").asText("").equals("object")
        || (schema.path("properties").isObject() && schema.has("type"));
  }

  private static boolean closed(JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Iterator<String> names = schema.path("properties").fieldNames(); names.hasNext(); ) {
      if (!required.contains(names.next())) {
        return false;
      }
    }
    return others.isBoolean() && !others.booleanValue();
  }
}
