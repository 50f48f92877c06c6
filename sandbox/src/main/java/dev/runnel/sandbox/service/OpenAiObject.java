package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JSON object of a request, checked member by member; what is wrong is said as OpenAI says it.
 *
 * <p>Members are optional unless {@linkplain #required required}, and may be {@code null} where
 * {@linkplain #orNull said so}.
 */
final class OpenAiObject {

  private final JsonNode object;
  private final String path;
  private final Findings findings;
  private final Set<String> known = new HashSet<>();
  private final Set<String> nullable = new HashSet<>();

  /**
   * @param path where it is, or empty for the request itself
   */
  OpenAiObject(JsonNode object, String path, Findings findings) {
    this.object = object;
    this.path = path;
    this.findings = findings;
  }

  JsonNode get(String name) {
    return object.path(name);
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  /** These must be there. */
  OpenAiObject required(String... names) {
    for (String name : names) {
      if (!object.has(name)) {
        add(
            OpenAiErrors.invalid("Missing required parameter: '" + at(name) + "'.")
                .param(at(name))
                .code("missing_required_parameter"));
      }
    }
    return this;
  }

  /** These may be {@code null}. */
  OpenAiObject orNull(String... names) {
    nullable.addAll(List.of(names));
    return this;
  }

  OpenAiObject decimal(String name, double least, double most) {
    return value(
        name,
        JsonNode::isNumber,
        "a decimal",
        value -> {
          if (value.doubleValue() > most) {
            outOfRange(name, "decimal", "above_max", "<= " + shown(most), value);
          } else if (value.doubleValue() < least) {
            outOfRange(name, "decimal", "below_min", ">= " + shown(least), value);
          }
        });
  }

  OpenAiObject integer(String name, long least, long most) {
    return value(
        name,
        JsonNode::isIntegralNumber,
        "an integer",
        value -> {
          if (value.longValue() > most) {
            outOfRange(name, "integer", "above_max", "<= " + most, value);
          } else if (value.longValue() < least) {
            outOfRange(name, "integer", "below_min", ">= " + least, value);
          }
        });
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private void outOfRange(String name, String type, String which, String bound, JsonNode value) {
    add(
        OpenAiErrors.invalid(
                "Invalid '"
                    + at(name)
                    + "': "
                    + type
                    + (which.equals("above_max") ? " above maximum value" : " below minimum value")
                    + ". Expected a value "
                    + bound
                    + ", but got "
                    + value
                    + " instead.")
            .param(at(name))
            .code(type + "_" + which + "_value"));
  }

  OpenAiObject flag(String... names) {
    for (String name : names) {
      value(name, JsonNode::isBoolean, "a boolean", value -> {});
    }
    return this;
  }

  OpenAiObject text(String... names) {
    for (String name : names) {
      value(name, JsonNode::isTextual, "a string", value -> {});
    }
    return this;
  }

  OpenAiObject text(String name, int longest) {
    return value(
        name,
        JsonNode::isTextual,
        "a string",
        value -> {
          int length = value.textValue().length();
          if (length > longest) {
            add(
                OpenAiErrors.invalid(
                        "Invalid '"
                            + at(name)
                            + "': string too long. Expected a string with maximum length "
                            + longest
                            + ", but got a string with length "
                            + length
                            + " instead.")
                    .param(at(name))
                    .code("string_above_max_length"));
          }
        });
  }

  OpenAiObject matching(String name, Pattern pattern) {
    return value(
        name,
        JsonNode::isTextual,
        "a string",
        value -> {
          if (!pattern.matcher(value.textValue()).matches()) {
            add(
                OpenAiErrors.invalid(
                        "Invalid '"
                            + at(name)
                            + "': string does not match pattern. Expected a string that matches"
                            + " the pattern '^"
                            + pattern
                            + "$'.")
                    .param(at(name))
                    .code("invalid_value"));
          }
        });
  }

  OpenAiObject oneOf(String name, String... values) {
    return value(
        name,
        JsonNode::isTextual,
        "a string",
        value -> {
          if (!List.of(values).contains(value.textValue())) {
            add(
                OpenAiErrors.invalid(
                        "Invalid value: '"
                            + value.textValue()
                            + "'. Supported values are: "
                            + listed(values)
                            + ".")
                    .param(at(name))
                    .code("invalid_value"));
          }
        });
  }

  static String listed(String... values) {
    return List.of(values).stream()
        .map(value -> "'" + value + "'")
        .collect(Collectors.joining(", "));
  }

  /** An object whose members are checked by {@code members}; any other is refused. */
  OpenAiObject object(String name, Consumer<OpenAiObject> members) {
    return value(
        name,
        JsonNode::isObject,
        "an object",
        value -> {
          OpenAiObject inner = new OpenAiObject(value, at(name), findings);
          members.accept(inner);
          inner.nothingElse();
        });
  }

  /** An object that may hold anything. */
  OpenAiObject anyObject(String... names) {
    for (String name : names) {
      value(name, JsonNode::isObject, "an object", value -> {});
    }
    return this;
  }

  /** An array of objects, each of them checked by {@code element}. */
  OpenAiObject objects(String name, int most, Consumer<OpenAiObject> element) {
    return array(
        name,
        most,
        "an array of objects",
        (value, where) -> {
          if (value.isObject()) {
            OpenAiObject inner = new OpenAiObject(value, where, findings);
            element.accept(inner);
            inner.nothingElse();
          } else {
            wrongType(where, "an object", value);
          }
        });
  }

  /**
   * An array of one element or more.
   *
   * @param element told each element and where it is
   */
  OpenAiObject array(String name, int most, String words, BiConsumer<JsonNode, String> element) {
    return value(
        name,
        JsonNode::isArray,
        words,
        value -> {
          if (value.isEmpty()) {
            add(
                OpenAiErrors.invalid(
                        "Invalid '"
                            + at(name)
                            + "': empty array. Expected an array with minimum length 1, but got an"
                            + " empty array instead.")
                    .param(at(name))
                    .code("empty_array"));
          } else if (value.size() > most) {
            add(
                OpenAiErrors.invalid(
                        "Invalid '"
                            + at(name)
                            + "': array too long. Expected an array with maximum length "
                            + most
                            + ", but got an array with length "
                            + value.size()
                            + " instead.")
                    .param(at(name))
                    .code("array_above_max_length"));
          }
          for (int i = 0; i < value.size(); i++) {
            element.accept(value.get(i), at(name) + "[" + i + "]");
          }
        });
  }

  /** A member that is either of several things, which {@code check} tells apart. */
  OpenAiObject either(String name, Consumer<JsonNode> check) {
    return value(name, value -> true, "", check);
  }

  void wrongType(String where, String expected, JsonNode found) {
    add(
        OpenAiErrors.invalid(
                "Invalid type for '"
                    + where
                    + "': expected "
                    + expected
                    + ", but got "
                    + words(found)
                    + " instead.")
            .param(where)
            .code("invalid_type"));
  }

  private static String words(JsonNode found) {
    return switch (found.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case NUMBER -> found.isIntegralNumber() ? "an integer" : "a decimal";
      case OBJECT -> "an object";
      default -> "a string";
    };
  }

  private OpenAiObject value(
      String name, Predicate<JsonNode> type, String expected, Consumer<JsonNode> check) {
    known.add(name);
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull() && nullable.contains(name)) {
      return this;
    }
    if (value.isNull() || !type.test(value)) {
      wrongType(at(name), expected.isEmpty() ? "a value" : expected, value);
    } else {
      check.accept(value);
    }
    return this;
  }

  /** Refuses every member that was not named before. */
  void nothingElse() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        add(
            path.isEmpty()
                ? OpenAiErrors.invalid("Unrecognized request argument supplied: " + name)
                : OpenAiErrors.invalid("Unknown parameter: '" + at(name) + "'.")
                    .param(at(name))
                    .code("unknown_parameter"));
      }
    }
  }
}
