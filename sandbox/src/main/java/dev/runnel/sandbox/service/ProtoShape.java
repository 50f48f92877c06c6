package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/**
 * The messages of a protocol that is defined in protocol buffers and spoken in JSON: which fields
 * they have and of what type. Names may be written in either case, as <a
 * href="https://protobuf.dev/programming-guides/json/">ProtoJSON</a> has it; null is as good as
 * nothing.
 *
 * <p>Written down as text: a message's name, then a line for each field, two spaces in, with its
 * name and type. A type is {@code string}, {@code bool}, {@code int32}, {@code float}, {@code
 * bytes}, {@code Struct} (any object), {@code Value} (anything), a message, or words joined by
 * {@code |}, which are an enumeration; {@code []} behind it makes a list.
 */
final class ProtoShape {

  private final Map<String, Map<String, String>> messages = new LinkedHashMap<>();

  ProtoShape(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text.lines().filter(any -> !any.isBlank()).toList()) {
      if (line.startsWith("  ")) {
        String[] field = line.strip().split(" ", 2);
        fields.put(field[0], field[1]);
      } else {
        fields = new LinkedHashMap<>();
        messages.put(line, fields);
      }
    }
  }

  /**
   * Finds what a message has that it should not, and gives it with all names in their usual case.
   */
  ObjectNode check(String message, JsonNode value, Findings findings) {
    return message(messages.getOrDefault(message, Map.of()), value, "", findings);
  }

  private ObjectNode message(
      Map<String, String> fields, JsonNode value, String path, Findings findings) {
    ObjectNode clean = JsonNodeFactory.instance.objectNode();
    Set<Entry<String, JsonNode>> members = value.properties();
    for (Entry<String, JsonNode> member : members) {
      String name = camel(member.getKey());
      String type = fields.get(name);
      if (type == null) {
        unknown(member.getKey(), path, findings);
      } else if (!member.getValue().isNull()) {
        String where = path.isEmpty() ? snake(name) : path + "." + snake(name);
        clean.set(name, field(type, member.getValue(), where, findings));
      }
    }
    return clean;
  }

  private JsonNode field(String type, JsonNode value, String path, Findings findings) {
    if (!type.endsWith("[]")) {
      return single(type, value, path, findings);
    }
    String element = type.substring(0, type.length() - 2);
    if (!value.isArray()) {
      findings.add(
          GeminiErrors.invalid(
                  "Invalid JSON payload received. '" + path + "' should be a list, not " + value)
              .param(path));
      return JsonNodeFactory.instance.arrayNode();
    }
    ArrayNode clean = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      clean.add(single(element, value.get(i), path + "[" + i + "]", findings));
    }
    return clean;
  }

  private JsonNode single(String type, JsonNode value, String path, Findings findings) {
    Map<String, String> fields = messages.get(type);
    if (fields != null && value.isObject()) {
      return message(fields, value, path, findings);
    }
    if (fields != null || !fits(type, value)) {
      String word = fields != null ? type : "TYPE_" + type.toUpperCase(Locale.ROOT);
      findings.add(
          GeminiErrors.invalid("Invalid value at '" + path + "' (" + word + "), " + value)
              .param(path));
    }
    return value;
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "bool" -> value.isBoolean();
      case "int32" -> value.canConvertToInt() && value.canConvertToExactIntegral();
      case "float" -> value.isNumber();
      case "bytes" -> value.isTextual() && isBase64(value.textValue());
      case "Struct" -> value.isObject();
      case "Value" -> true;
      default -> value.isTextual() && List.of(type.split("\\|")).contains(value.textValue());
    };
  }

  /** Either alphabet will do, padded or not. */
  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void unknown(String name, String path, Findings findings) {
    String where = path.isEmpty() ? "" : " at '" + path + "'";
    findings.add(
        GeminiErrors.invalid(
                "Invalid JSON payload received. Unknown name \""
                    + name
                    + "\""
                    + where
                    + ": Cannot find field.")
            .param(path));
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '_' && i + 1 < name.length()) {
        i++;
        camel.append(Character.toUpperCase(name.charAt(i)));
      } else {
        camel.append(name.charAt(i));
      }
    }
    return camel.toString();
  }

  private static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }
}
