package dev.runnel.http.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, lenient view of a JSON value, for answers whose form one cannot rely on:
 *
 * <pre>{@code
 * String why = JsonView.parse(body).get("error").get("message").text("no reason given");
 * }</pre>
 *
 * <p>What is not there is {@link Kind#MISSING}, however deep one looks into it; no accessor throws.
 * Only parsing does.
 */
public final class JsonView {
  private static final JsonView MISSING = new JsonView(Kind.MISSING, null);

  /** What a value is. */
  public enum Kind {
    /** There is no such value. */
    MISSING,
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
  }

  private final Kind kind;
  private final @Nullable Object value;

  private JsonView(Kind kind, @Nullable Object value) {
    this.kind = kind;
    this.value = value;
  }

  /**
   * @throws dev.runnel.http.decode.DecodeException if this is not one JSON document
   */
  public static JsonView parse(byte[] json) {
    return wrap(JsonTree.parse(json));
  }

  /**
   * @throws dev.runnel.http.decode.DecodeException if this is not one JSON document
   */
  public static JsonView parse(byte[] json, int offset, int length) {
    return wrap(JsonTree.parse(json, offset, length));
  }

  /**
   * @throws dev.runnel.http.decode.DecodeException if this is not one JSON document
   */
  public static JsonView parse(String json) {
    return wrap(JsonTree.parse(json));
  }

  /** The view that stands for what is not there. */
  public static JsonView missing() {
    return MISSING;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isObject() {
    return kind == Kind.OBJECT;
  }

  public boolean isArray() {
    return kind == Kind.ARRAY;
  }

  /** Neither missing nor null. */
  public boolean isPresent() {
    return kind != Kind.MISSING && kind != Kind.NULL;
  }

  /** The member of an object; missing if there is none, or if this is no object. */
  public JsonView get(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name) ? wrap(map.get(name)) : MISSING;
  }

  /** The element of an array; missing if there is none, or if this is no array. */
  public JsonView at(int index) {
    return value instanceof List<?> list && index >= 0 && index < list.size()
        ? wrap(list.get(index))
        : MISSING;
  }

  /** How many elements or members there are; 0 for what can have none. */
  public int size() {
    if (value instanceof List<?> list) {
      return list.size();
    }
    return value instanceof Map<?, ?> map ? map.size() : 0;
  }

  /** The elements of an array; of anything else, none. */
  public List<JsonView> elements() {
    if (!(value instanceof List<?> list)) {
      return List.of();
    }
    List<JsonView> views = new ArrayList<>(list.size());
    for (Object element : list) {
      views.add(wrap(element));
    }
    return List.copyOf(views);
  }

  /** The names of an object's members, in the document's order; of anything else, none. */
  @SuppressWarnings("unchecked") // Trees come from JsonTree, whose maps have string keys.
  public Set<String> names() {
    return value instanceof Map<?, ?> map ? (Set<String>) map.keySet() : Set.of();
  }

  /** A string's content, or a number or boolean as JSON writes it; of anything else, null. */
  public @Nullable String text() {
    if (value instanceof String text) {
      return text;
    }
    return kind == Kind.NUMBER || kind == Kind.BOOLEAN ? toString() : null;
  }

  /** The same as {@link #text()}, with something instead of null. */
  public String text(String fallback) {
    String text = text();
    return text == null ? fallback : text;
  }

  /** A number that fits, without its fraction; of anything else, the fallback. */
  public long asLong(long fallback) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number && Math.abs(number) < 0x1p63) {
      return number.longValue();
    }
    return fallback;
  }

  /** A number; of anything else, the fallback. Beyond the range of a double it is infinite. */
  public double asDouble(double fallback) {
    return value instanceof Number number ? number.doubleValue() : fallback;
  }

  /** A boolean; of anything else, the fallback. */
  public boolean asBoolean(boolean fallback) {
    return value instanceof Boolean flag ? flag : fallback;
  }

  /** The value as {@link JsonTree} has it; null for null and for what is missing. */
  public @Nullable Object tree() {
    return value;
  }

  /** The value as JSON; what is missing looks like null. */
  @Override
  public String toString() {
    return new JsonWriter().tree(value).toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonView that && kind == that.kind && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, value);
  }

  private static JsonView wrap(@Nullable Object value) {
    return new JsonView(kindOf(value), value);
  }

  private static Kind kindOf(@Nullable Object value) {
    if (value == null) {
      return Kind.NULL;
    }
    if (value instanceof Map) {
      return Kind.OBJECT;
    }
    if (value instanceof List) {
      return Kind.ARRAY;
    }
    if (value instanceof String) {
      return Kind.STRING;
    }
    return value instanceof Boolean ? Kind.BOOLEAN : Kind.NUMBER;
  }
}
