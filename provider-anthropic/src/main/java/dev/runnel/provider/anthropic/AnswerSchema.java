package dev.runnel.provider.anthropic;

import dev.runnel.http.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON schema for an answer. The service wants every object closed; where a caller has not said
 * whether one is, it is closed here, as the service's own clients do.
 */
final class AnswerSchema {
  private static final String CLOSED = "additionalProperties";

  private AnswerSchema() {}

  static Object of(String schema) {
    JsonObjects.parse("The schema of the answer", schema);
    Object closed = closed(JsonTree.parse(schema));
    return closed == null ? Map.of() : closed;
  }

  private static @Nullable Object closed(@Nullable Object tree) {
    if (tree instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(element -> all.add(closed(element)));
      return all;
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return tree;
    }
    Map<Object, @Nullable Object> all = new LinkedHashMap<>();
    map.forEach((name, value) -> all.put(name, closed(value)));
    if (isObject(map.get("type")) && !map.containsKey(CLOSED)) {
      all.put(CLOSED, false);
    }
    return all;
  }

  // A type may be a list: an object or null, say.
  private static boolean isObject(@Nullable Object type) {
    return "object".equals(type) || (type instanceof List<?> types && types.contains("object"));
  }
}
