package dev.runnel.http.json;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document, from the outside in:
 *
 * <pre>{@code
 * JsonWriter json = new JsonWriter().beginObject().field("model", model).field("temperature", 0.6);
 * json.name("messages").beginArray();
 * for (Message message : messages) {
 *   json.beginObject().field("role", message.role()).field("content", message.text()).endObject();
 * }
 * byte[] body = json.endArray().endObject().toByteArray();
 * }</pre>
 *
 * <p>Every {@link String} can be written; a lone surrogate is written as its escape. Numbers are
 * written as JavaScript would: a double without a fraction looks like an integer. Calls that would
 * not give JSON throw {@link IllegalStateException}. Not safe for use by several threads at once.
 */
public final class JsonWriter {
  private static final int MAX_DEPTH = JsonLimits.MAX_DEPTH;

  /** Doubles up to here that have no fraction are exact integers. */
  private static final double MAX_EXACT_INTEGER = 1L << 53;

  private final JsonBytes out = new JsonBytes();
  private final boolean[] isObject = new boolean[MAX_DEPTH];
  private int depth;
  private boolean first = true;
  private boolean named;
  private boolean complete;

  public JsonWriter beginObject() {
    return begin('{', true);
  }

  public JsonWriter endObject() {
    return end('}', true);
  }

  public JsonWriter beginArray() {
    return begin('[', false);
  }

  public JsonWriter endArray() {
    return end(']', false);
  }

  /** The name of the next value, within an object. Names are not checked for duplicates. */
  public JsonWriter name(String name) {
    requireNonNull(name, "name is null");
    if (depth == 0 || !isObject[depth - 1] || named) {
      throw new IllegalStateException("A name (" + name + ") has no place here");
    }
    separate();
    out.quoted(name);
    out.ascii(':');
    named = true;
    return this;
  }

  public JsonWriter value(String value) {
    requireNonNull(value, "value is null");
    beforeValue();
    out.quoted(value);
    return afterValue();
  }

  public JsonWriter value(long value) {
    return literal(Long.toString(value));
  }

  /**
   * @throws IllegalArgumentException if the value is not finite: JSON cannot say it
   */
  public JsonWriter value(double value) {
    return literal(format(value));
  }

  public JsonWriter value(boolean value) {
    return literal(Boolean.toString(value));
  }

  public JsonWriter nullValue() {
    return literal("null");
  }

  /**
   * A value that is JSON already, put in as it is.
   *
   * @throws dev.runnel.http.decode.DecodeException if it is not one JSON document
   */
  public JsonWriter rawValue(String json) {
    JsonTree.parse(json);
    return literal(json.strip());
  }

  /**
   * A plain tree, such as the extras that a caller gives for one provider.
   *
   * @param tree null, a {@link CharSequence}, {@link Boolean}, {@link Number} of the JDK's
   *     immutable kinds, {@link JsonView}, or a {@link Map} with string keys, or {@link Iterable},
   *     of these
   * @throws IllegalArgumentException if it holds anything else, or is nested too deeply
   */
  public JsonWriter tree(@Nullable Object tree) {
    if (tree == null) {
      return nullValue();
    }
    if (tree instanceof CharSequence) {
      return value(tree.toString());
    }
    if (tree instanceof Boolean flag) {
      return value((boolean) flag);
    }
    if (tree instanceof Number number) {
      return literal(format(number));
    }
    if (tree instanceof JsonView view) {
      return tree(view.tree());
    }
    if (tree instanceof Map<?, ?> map) {
      return object(map);
    }
    if (tree instanceof Iterable<?> elements) {
      beginArray();
      for (Object element : elements) {
        tree(element);
      }
      return endArray();
    }
    throw new IllegalArgumentException(
        "A " + tree.getClass().getName() + " has no JSON form; use strings, numbers, maps, lists");
  }

  /** The same as {@code name(name).value(value)}. */
  public JsonWriter field(String name, String value) {
    return name(name).value(value);
  }

  /** The same as {@code name(name).value(value)}. */
  public JsonWriter field(String name, long value) {
    return name(name).value(value);
  }

  /** The same as {@code name(name).value(value)}. */
  public JsonWriter field(String name, double value) {
    return name(name).value(value);
  }

  /** The same as {@code name(name).value(value)}. */
  public JsonWriter field(String name, boolean value) {
    return name(name).value(value);
  }

  /** The finished document. */
  public byte[] toByteArray() {
    requireComplete();
    return out.toByteArray();
  }

  /** The finished document; while it is unfinished, what there is of it. */
  @Override
  public String toString() {
    return out.toString();
  }

  private JsonWriter object(Map<?, ?> map) {
    beginObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IllegalArgumentException("A JSON object's name is a string: " + entry.getKey());
      }
      name(name).tree(entry.getValue());
    }
    return endObject();
  }

  private JsonWriter begin(char bracket, boolean object) {
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException("JSON is nested deeper than " + MAX_DEPTH);
    }
    beforeValue();
    out.ascii(bracket);
    isObject[depth++] = object;
    first = true;
    return this;
  }

  private JsonWriter end(char bracket, boolean object) {
    if (depth == 0 || isObject[depth - 1] != object || named) {
      throw new IllegalStateException("A closing " + bracket + " has no place here");
    }
    depth--;
    out.ascii(bracket);
    return afterValue();
  }

  private JsonWriter literal(String json) {
    beforeValue();
    out.utf8(json);
    return afterValue();
  }

  private void beforeValue() {
    if (complete) {
      throw new IllegalStateException("The document is complete");
    }
    if (depth > 0 && isObject[depth - 1]) {
      if (!named) {
        throw new IllegalStateException("A value within an object needs a name first");
      }
      named = false;
    } else {
      separate();
    }
  }

  private JsonWriter afterValue() {
    first = false;
    complete = depth == 0;
    return this;
  }

  private void separate() {
    if (!first) {
      out.ascii(',');
    }
    first = false;
  }

  private void requireComplete() {
    if (!complete) {
      throw new IllegalStateException(
          "The document is not complete: " + depth + " levels are open");
    }
  }

  private static String format(Number number) {
    if (number instanceof Double || number instanceof Float) {
      // A float goes by its own shortest text: 0.1f is 0.1, not 0.10000000149011612.
      return format(Double.parseDouble(number.toString()));
    }
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger
        || number instanceof BigDecimal) {
      return number.toString();
    }
    throw new IllegalArgumentException("A " + number.getClass().getName() + " has no JSON form");
  }

  private static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no form for " + value);
    }
    if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT_INTEGER) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
