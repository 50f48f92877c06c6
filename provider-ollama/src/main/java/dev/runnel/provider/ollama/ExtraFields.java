package dev.runnel.provider.ollama;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Warning;
import dev.runnel.http.json.JsonWriter;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The fields of one JSON object, among them those that the caller gave for this service only. Where
 * both the driver and the caller have one, the caller's is sent, with a warning.
 */
final class ExtraFields {
  private final JsonWriter json;
  private final String path;
  private final Map<?, ?> extras;
  private final Consumer<Warning> warnings;

  /**
   * Prepares the fields of an object that has begun.
   *
   * @param path what stands before a field's name in warnings: empty, or {@code options.}
   */
  ExtraFields(JsonWriter json, String path, Map<?, ?> extras, Consumer<Warning> warnings) {
    this.json = json;
    this.path = path;
    this.extras = extras;
    this.warnings = warnings;
  }

  /** Whether the driver writes this field; then its name has been written, and its value is due. */
  boolean begins(String name) {
    if (!extras.containsKey(name)) {
      json.name(name);
      return true;
    }
    warnings.accept(
        new Warning(
            Warning.Kind.OTHER,
            "The request's extra '" + path + name + "' replaces what the request says of it"));
    return false;
  }

  /** Writes the caller's fields. */
  void writeExtras() {
    extras.forEach((name, value) -> writeExtra(name, value));
  }

  private void writeExtra(Object name, Object value) {
    try {
      if (!(name instanceof String field)) {
        throw new IllegalArgumentException("A JSON object's name is a string: " + name);
      }
      json.name(field).tree(value);
    } catch (IllegalArgumentException e) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "The request's extra '" + path + name + "' cannot be sent: " + e.getMessage())
          .cause(e)
          .build();
    }
  }
}
