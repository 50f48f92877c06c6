package dev.runnel.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.cli.input.UsageException;
import dev.runnel.spi.NearName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flat object in a line, as the tool {@code llm} writes it: {@code name, age int, bio: one
 * sentence}. Fields are separated by commas, or by line ends where there is one; behind a colon
 * stands a description; the type is {@code str} unless said. All are required, and no others are
 * allowed, which is what services that enforce a schema demand.
 */
final class ConciseSchema {
  private static final Map<String, String> TYPES =
      new TreeMap<>(
          Map.of("str", "string", "int", "integer", "float", "number", "bool", "boolean"));
  private static final Pattern FIELD =
      Pattern.compile("(?<name>[^\\s:]+)(?:\\s+(?<type>[^\\s:]+))?\\s*(?::\\s*(?<about>.*))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private ConciseSchema() {}

  /** Whether a text is meant as this, and not as a file's name. */
  static boolean looksSo(String text) {
    return text.contains(",") || text.contains("\n") || text.strip().contains(" ");
  }

  /**
   * Reads it.
   *
   * @throws UsageException saying which field is wrong
   */
  static ObjectNode parse(String text) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (String field : fields(text)) {
      Matcher matcher = FIELD.matcher(field);
      String name = matcher.matches() ? matcher.group("name") : field;
      if (!NAME.matcher(name).matches()) {
        throw wrong("'" + name + "' is no field's name");
      }
      if (properties.has(name)) {
        throw wrong("the field '" + name + "' is there twice");
      }
      ObjectNode property = properties.putObject(name);
      property.put("type", type(name, matcher.group("type")));
      String about = matcher.group("about");
      if (about != null && !about.isBlank()) {
        property.put("description", about.strip());
      }
      required.add(name);
    }
    if (required.isEmpty()) {
      throw wrong("there is no field");
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.set("properties", properties);
    schema.set("required", required);
    return schema.put("additionalProperties", false);
  }

  private static List<String> fields(String text) {
    return Arrays.stream(text.split(text.strip().contains("\n") ? "\n" : ","))
        .map(String::strip)
        .filter(field -> !field.isEmpty())
        .toList();
  }

  private static String type(String field, @Nullable String type) {
    String known = TYPES.get(type == null ? "str" : type);
    if (known == null) {
      throw wrong(
          "the field '"
              + field
              + "' has the unknown type '"
              + type
              + "'"
              + NearName.of(String.valueOf(type), TYPES.keySet())
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse("; it is one of: " + String.join(", ", TYPES.keySet())));
    }
    return known;
  }

  private static UsageException wrong(String problem) {
    return new UsageException(
        "--schema: "
            + problem
            + (problem.endsWith("?") ? "" : ".")
            + " Write fields as in \"name, age int, bio: one sentence\", a JSON schema, or a file's"
            + " name.");
  }
}
