package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Checks the fields of objects, and says what is wrong where, as Anthropic does. */
record AnthropicFields(Findings findings) {

  void wrong(String path, String what) {
    findings.add(AnthropicErrors.invalid(path.isEmpty() ? what : path + ": " + what).param(path));
  }

  /**
   * Checks that the node is an object with these fields and no others.
   *
   * @return whether it is an object that has all that are required
   */
  boolean object(JsonNode node, String path, Set<String> required, Set<String> optional) {
    if (!node.isObject()) {
      wrong(path, "Input should be a valid dictionary");
      return false;
    }
    boolean whole = true;
    for (String name : required.stream().sorted().toList()) {
      if (!node.has(name)) {
        wrong(within(path, name), "Field required");
        whole = false;
      }
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!required.contains(name) && !optional.contains(name)) {
                wrong(within(path, name), "Extra inputs are not permitted");
              }
            });
    return whole;
  }

  /** Checks a text, where there is one. */
  boolean text(JsonNode parent, String path, String name) {
    JsonNode value = parent.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      wrong(within(path, name), "Input should be a valid string");
    }
    return value.isTextual();
  }

  /** Checks one of several words, where there is one. */
  void word(JsonNode parent, String path, String name, Set<String> words) {
    JsonNode value = parent.path(name);
    if (!value.isMissingNode() && !words.contains(value.textValue())) {
      wrong(
          within(path, name),
          "Input should be '" + String.join("', '", words.stream().sorted().toList()) + "'");
    }
  }

  void flag(JsonNode parent, String path, String name) {
    JsonNode value = parent.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong(within(path, name), "Input should be a valid boolean");
    }
  }

  void integer(JsonNode parent, String path, String name, long least) {
    JsonNode value = parent.path(name);
    if (value.isMissingNode()) {
      return;
    }
    if (!value.isIntegralNumber()) {
      wrong(within(path, name), "Input should be a valid integer");
    } else if (value.longValue() < least) {
      wrong(within(path, name), "Input should be greater than or equal to " + least);
    }
  }

  void number(JsonNode parent, String name, double least, double most) {
    JsonNode value = parent.path(name);
    if (value.isMissingNode()) {
      return;
    }
    if (!value.isNumber()) {
      wrong(name, "Input should be a valid number");
    } else if (value.doubleValue() < least) {
      wrong(name, "Input should be greater than or equal to " + (long) least);
    } else if (value.doubleValue() > most) {
      wrong(name, "Input should be less than or equal to " + (long) most);
    }
  }

  /** {@code cache_control}, which many things may have. */
  void cacheControl(JsonNode parent, String path) {
    JsonNode control = parent.path("cache_control");
    if (!control.isMissingNode() && !control.isNull()) {
      String at = within(path, "cache_control");
      if (object(control, at, Set.of("type"), Set.of("ttl"))) {
        word(control, at, "type", Set.of("ephemeral"));
        word(control, at, "ttl", Set.of("5m", "1h"));
      }
    }
  }

  static String within(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
