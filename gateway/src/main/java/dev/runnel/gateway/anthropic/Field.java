package dev.runnel.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.runnel.gateway.form.JsonBody;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A value of a request, with the place where it stands, such as {@code messages.0.content}. What is
 * not there and what is {@code null} are the same. Whatever is not as it was asked for is refused,
 * with its place.
 */
record Field(JsonNode node, String path) {
  /** The object that a body is. */
  static Field body(byte[] body) {
    return new Field(JsonBody.object(body), "");
  }

  boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** A member; one that is not there where this is no object. */
  Field get(String name) {
    JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Field(value, path.isEmpty() ? name : path + "." + name);
  }

  /** A member that must be there. */
  Field need(String name) {
    Field member = get(name);
    if (!member.present()) {
      throw member.refused("Field required");
    }
    return member;
  }

  Field object() {
    if (!node.isObject()) {
      throw refused("Input should be an object");
    }
    return this;
  }

  /** Refuses members of other names than these. */
  Field only(Set<String> names) {
    object()
        .node
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw get(name).refused("Extra inputs are not permitted");
              }
            });
    return this;
  }

  boolean isText() {
    return node.isTextual();
  }

  String text() {
    if (!node.isTextual()) {
      throw refused("Input should be a valid string");
    }
    return node.textValue();
  }

  /** A text that is there; none where it is not. */
  String textOr(String none) {
    return present() ? text() : none;
  }

  /** A text that holds more than white space. */
  String filled() {
    String text = text();
    if (text.isBlank()) {
      throw refused("String should hold more than white space");
    }
    return text;
  }

  /** One of several words. */
  String word(Set<String> words) {
    String text = text();
    if (!words.contains(text)) {
      throw refused(
          "Input should be one of '"
              + String.join("', '", words.stream().sorted().toList())
              + "', and is '"
              + shortened(text)
              + "'");
    }
    return text;
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw refused("Input should be a valid boolean");
    }
    return node.booleanValue();
  }

  /** A flag that is there; false where it is not. */
  boolean isSet() {
    return present() && flag();
  }

  int integer(int least) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw refused("Input should be a valid integer");
    }
    if (node.longValue() < least) {
      throw refused("Input should be greater than or equal to " + least);
    }
    return (int) Math.min(node.longValue(), Integer.MAX_VALUE);
  }

  /** A number of the range 0 to 1. */
  double share() {
    if (!node.isNumber()) {
      throw refused("Input should be a valid number");
    }
    double number = node.doubleValue();
    if (!(number >= 0 && number <= 1)) {
      throw refused("Input should be between 0 and 1");
    }
    return number;
  }

  List<Field> elements() {
    if (!node.isArray()) {
      throw refused("Input should be a valid list");
    }
    List<Field> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Field(node.get(i), path + "." + i));
    }
    return elements;
  }

  /** The value as JSON text. */
  String json() {
    return node.toString();
  }

  /** To be thrown. */
  RefusedException refused(String why) {
    return new RefusedException(Trouble.invalid(path, why));
  }

  /** Texts of clients are told back, but not without end. */
  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
