package dev.runnel.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.runnel.http.decode.DecodeException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain, unmodifiable Java values: {@link Map} (in the document's order), {@link List},
 * {@link String}, {@link Boolean}, null, and for numbers {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, or {@link BigDecimal} where a double would be infinite. Of
 * a repeated name the last value counts.
 *
 * <p>Nesting is bounded (256 levels), and so is the length of a number (1,000 characters).
 */
public final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.MAX_DEPTH)
                  .maxNumberLength(JsonLimits.MAX_NUMBER_LENGTH)
                  // Whoever read the bytes has bounded them.
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * Parses one document, with nothing but white space around it.
   *
   * @throws DecodeException if it is none, or exceeds a bound
   */
  public static @Nullable Object parse(byte[] json) {
    return parse(json, 0, json.length);
  }

  /**
   * Parses one document, with nothing but white space around it.
   *
   * @throws DecodeException if it is none, or exceeds a bound
   */
  public static @Nullable Object parse(byte[] json, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, json.length);
    try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
      return document(parser);
    } catch (JsonProcessingException e) {
      throw refused(e, e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
    } catch (IOException e) {
      // Bytes that look like UTF-32 and are not; nothing else can fail in memory.
      throw DecodeException.malformed("Malformed JSON: " + e.getMessage(), -1);
    }
  }

  /**
   * Parses one document, with nothing but white space around it. The offset of a failure counts
   * characters.
   *
   * @throws DecodeException if it is none, or exceeds a bound
   */
  public static @Nullable Object parse(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return document(parser);
    } catch (JsonProcessingException e) {
      throw refused(e, e.getLocation() == null ? -1 : e.getLocation().getCharOffset());
    } catch (IOException e) {
      // Bytes that look like UTF-32 and are not; nothing else can fail in memory.
      throw DecodeException.malformed("Malformed JSON: " + e.getMessage(), -1);
    }
  }

  /**
   * Writes a plain tree as JSON; the kinds of values are those of {@link JsonWriter#tree}.
   *
   * @throws IllegalArgumentException if the tree holds something without a JSON form
   */
  public static byte[] write(@Nullable Object tree) {
    return new JsonWriter().tree(tree).toByteArray();
  }

  private static @Nullable Object document(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw DecodeException.malformed("Expected a JSON document, found nothing", 0);
    }
    Object tree = value(parser, token);
    if (parser.nextToken() != null) {
      throw DecodeException.malformed(
          "Expected nothing after the JSON document",
          parser.currentTokenLocation().getByteOffset());
    }
    return tree;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT:
        return object(parser);
      case START_ARRAY:
        return array(parser);
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NUMBER_INT:
        return integer(parser);
      case VALUE_NUMBER_FLOAT:
        return decimal(parser);
      case VALUE_TRUE:
        return Boolean.TRUE;
      case VALUE_FALSE:
        return Boolean.FALSE;
      case VALUE_NULL:
        return null;
      default:
        throw DecodeException.malformed("Unexpected " + token + " in JSON", -1);
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      map.put(name, value(parser, parser.nextToken()));
    }
    return Collections.<String, @Nullable Object>unmodifiableMap(map);
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token));
    }
    return Collections.<@Nullable Object>unmodifiableList(list);
  }

  private static Number integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Number) parser.getLongValue();
  }

  private static Number decimal(JsonParser parser) throws IOException {
    String text = parser.getText();
    double value = Double.parseDouble(text);
    if (Double.isFinite(value)) {
      return value;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw DecodeException.tooLarge("A number's exponent is beyond any use: " + text);
    }
  }

  private static DecodeException refused(JsonProcessingException e, long offset) {
    return e instanceof StreamConstraintsException
        ? DecodeException.tooLarge("JSON exceeds a bound: " + e.getOriginalMessage())
        : DecodeException.malformed("Malformed JSON: " + e.getOriginalMessage(), offset);
  }
}
