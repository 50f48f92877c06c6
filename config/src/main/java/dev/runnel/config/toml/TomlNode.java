package dev.runnel.config.toml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table, an array or a value, and where it is written. Immutable. */
public final class TomlNode {
  private final JsonNode value;
  private final Map<String, TomlNode> children;
  private final List<TomlNode> items;
  private final Place place;

  private TomlNode(
      JsonNode value, Map<String, TomlNode> children, List<TomlNode> items, Place place) {
    this.value = requireNonNull(value, "value is null");
    this.children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    this.items = List.copyOf(items);
    this.place = requireNonNull(place, "place is null");
  }

  static TomlNode of(JsonNode value, List<String> path, TomlPositions positions) {
    Map<String, TomlNode> children = new LinkedHashMap<>();
    List<TomlNode> items = new ArrayList<>();
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              child ->
                  children.put(
                      child.getKey(),
                      of(child.getValue(), TomlPositions.below(path, child.getKey()), positions)));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      items.add(of(value.get(i), TomlPositions.below(path, String.valueOf(i)), positions));
    }
    return new TomlNode(value, children, items, positions.of(path));
  }

  public boolean isTable() {
    return value.isObject();
  }

  public boolean isArray() {
    return value.isArray();
  }

  /** A table's entries in their order; unmodifiable, empty where it is none. */
  public Map<String, TomlNode> children() {
    return children;
  }

  /** A table's entry of this name, if it has one. */
  public Optional<TomlNode> child(String name) {
    return Optional.ofNullable(children.get(name));
  }

  /** The same, or else the table itself: where a message about the entry points. */
  public TomlNode at(String name) {
    return child(name).orElse(this);
  }

  /** An array's elements; unmodifiable, empty where it is none. */
  public List<TomlNode> items() {
    return items;
  }

  /** Where its key is, or the value itself in an array. */
  public Place place() {
    return place;
  }

  public boolean isText() {
    return value.isTextual();
  }

  public boolean isInteger() {
    return value.isIntegralNumber();
  }

  public boolean isNumber() {
    return value.isNumber();
  }

  public boolean isFlag() {
    return value.isBoolean();
  }

  /** A value as text, without quotes; a table's and an array's is empty. */
  public String text() {
    return value.asText();
  }

  /** What kind of thing it is, with an article. */
  public String kind() {
    if (isTable()) {
      return "a table";
    }
    if (isArray()) {
      return "an array";
    }
    if (isFlag()) {
      return "true or false without quotes";
    }
    if (isInteger()) {
      return "a whole number without quotes";
    }
    return isNumber() ? "a number without quotes" : "a text in quotes";
  }

  /** The same table with other entries. */
  public TomlNode with(Map<String, TomlNode> entries) {
    return new TomlNode(value, entries, items, place);
  }

  /** Shows no value, which may be a secret in the wrong place. */
  @Override
  public String toString() {
    return "TomlNode[" + kind() + " at " + place + "]";
  }
}
