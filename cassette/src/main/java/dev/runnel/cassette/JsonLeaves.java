package dev.runnel.cassette;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON document as its values, by path, with the bytes at which they stand. */
final class JsonLeaves {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * A text, number, boolean, null, or an empty object or array.
   *
   * @param text what is compared: a text without its quotes, anything else as JSON
   * @param shown as it is shown in a message
   * @param offset the byte of the body at which it begins, from 0
   */
  record Leaf(String text, String shown, boolean isText, long offset) {}

  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  private JsonLeaves() {}

  /** The values by path, such as {@code $.messages[0].content}, in their order; empty: no JSON. */
  static Optional<Map<String, Leaf>> of(byte[] body) {
    JsonLeaves reader = new JsonLeaves();
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      reader.value(parser, "$");
      return parser.nextToken() == null ? Optional.of(reader.leaves) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void value(JsonParser parser, String path) throws IOException {
    long offset = parser.currentTokenLocation().getByteOffset();
    switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, path, offset);
      case START_ARRAY -> array(parser, path, offset);
      case VALUE_STRING ->
          put(path, new Leaf(parser.getText(), '"' + parser.getText() + '"', true, offset));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        BigDecimal number = parser.getDecimalValue();
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        put(path, new Leaf(plain, parser.getText(), false, offset));
      }
      default -> put(path, new Leaf(parser.getText(), parser.getText(), false, offset));
    }
  }

  private void object(JsonParser parser, String path, long offset) throws IOException {
    boolean empty = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      empty = false;
      String name = parser.currentName();
      parser.nextToken();
      value(parser, path + (name.matches("[\\w-]+") ? "." + name : "['" + name + "']"));
    }
    if (empty) {
      put(path, new Leaf("{}", "{}", false, offset));
    }
  }

  private void array(JsonParser parser, String path, long offset) throws IOException {
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser, path + "[" + index++ + "]");
    }
    if (index == 0) {
      put(path, new Leaf("[]", "[]", false, offset));
    }
  }

  private void put(String path, Leaf leaf) {
    leaves.put(path, leaf);
  }
}
