package dev.runnel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a request, with the place where it stands, such as {@code messages[0].content}. What
 * is not there and what is {@code null} are the same. Whatever is not as it was asked for is
 * refused, in OpenAI's words.
 */
record Field(JsonNode node, String path) {
  private static final int SHOWN = 80;

  boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Whether it says more than an empty list or object does. */
  boolean says() {
    return present() && !(node.isContainerNode() && node.isEmpty());
  }

  /** A member; one that is not there where this is no object. */
  Field get(String name) {
    JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Field(value, path.isEmpty() ? name : path + "." + name);
  }

  /** A member that must be there. */
  Field need(String name) {
    Field member = get(name);
    if (member.node.isMissingNode()) {
      throw refused(member.path, "Missing required parameter: '" + member.path + "'.");
    }
    return member;
  }

  List<String> names() {
    List<String> names = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Field object() {
    if (!node.isObject()) {
      throw wrongType("an object");
    }
    return this;
  }

  String text() {
    if (!node.isTextual()) {
      throw wrongType("a string");
    }
    return node.textValue();
  }

  /** A text that holds more than white space. */
  String filled() {
    String text = text();
    if (text.isBlank()) {
      throw invalid("expected a string that is not blank");
    }
    return text;
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw wrongType("a boolean");
    }
    return node.booleanValue();
  }

  /** A flag that is there; false where it is not. */
  boolean isSet() {
    return present() && flag();
  }

  long integer(long least, long most) {
    if (!node.isIntegralNumber()) {
      throw wrongType("an integer");
    }
    if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
      throw invalid(
          "expected an integer from " + least + " to " + most + ", but got " + shown(node));
    }
    return node.longValue();
  }

  double decimal(double least, double most) {
    if (!node.isNumber()) {
      throw wrongType("a number");
    }
    double number = node.doubleValue();
    if (!Double.isFinite(number) || number < least || number > most) {
      throw invalid(
          (most < Double.MAX_VALUE
                  ? "expected a number from " + least + " to " + most
                  : "expected a number of " + least + " or more")
              + ", but got "
              + shown(node));
    }
    return number;
  }

  /** What an array holds. */
  List<Field> elements(String expected) {
    if (!node.isArray()) {
      throw wrongType(expected);
    }
    List<Field> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Field(node.get(i), path + "[" + i + "]"));
    }
    return elements;
  }

  RefusedException wrongType(String expected) {
    return refused(
        path,
        "Invalid type for '"
            + path
            + "': expected "
            + expected
            + ", but got "
            + found()
            + " instead.");
  }

  /** One of a few words was expected. */
  RefusedException notAmong(String words) {
    return refused(
        path,
        "Invalid value for '"
            + path
            + "': "
            + shown(node)
            + ". Supported values are: "
            + words
            + ".");
  }

  RefusedException invalid(String why) {
    return refused(path, "Invalid '" + path + "': " + why + ".");
  }

  /** What is known and cannot be done here. */
  RefusedException unsupported(String sentence) {
    return refused(path, "Unsupported '" + path + "': " + sentence);
  }

  private String found() {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal";
      case OBJECT -> "an object";
      case STRING -> "a string";
      default -> "null";
    };
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static RefusedException refused(String path, String sentence) {
    return new RefusedException(Trouble.invalid(path, sentence));
  }
}
