package dev.runnel.http.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object after the other without making a tree of it: for the events of a stream,
 * where every token of an answer is an object of its own.
 *
 * <pre>{@code
 * private final JsonCursor json = new JsonCursor();
 * private String text = "";
 * private boolean done;
 *
 * private void onEvent(String name, byte[] array, int offset, int length) {
 *   text = "";
 *   done = false;
 *   json.read(array, offset, length, this::member);   // throws where the event is malformed,
 *   exchange.token(text);                             // so that it tells nothing
 * }
 *
 * private void member(String name, JsonCursor value) {
 *   switch (name) {
 *     case "message" -> value.object(this::messageMember);
 *     case "done" -> done = value.asBoolean(false);
 *     default -> {}                                   // what is not read is skipped
 *   }
 * }
 *
 * private void messageMember(String name, JsonCursor value) {
 *   if (name.equals("content")) {
 *     text = value.text("");
 *   }
 * }
 * }</pre>
 *
 * <p>While an object or array is read, the cursor stands on one value after the other, and the
 * callback asks it what that is. No accessor fails because of the kind of a value: what is not of
 * the wanted kind is the fallback, and can still be read as another kind. A string, number or
 * boolean can be read more than once, an object or array once. The members of an object come in its
 * order, repeated names repeatedly; an author who keeps values in fields and acts at the end has
 * the last, depends on no order, and has told nothing where the rest is malformed.
 *
 * <p>One parser serves all objects, and a callback that is a method reference in a field costs
 * nothing: what is allocated is the strings. Nesting is bounded (256 levels). A lone surrogate
 * becomes U+FFFD. One cursor serves one answer; not safe for use by several threads at once.
 */
public final class JsonCursor {

  /** Takes the members of an object. */
  @FunctionalInterface
  public interface Members {
    /**
     * One member.
     *
     * @param value the cursor, standing on the member's value until this returns
     */
    void member(String name, JsonCursor value);
  }

  /** Takes the elements of an array. */
  @FunctionalInterface
  public interface Elements {
    /**
     * One element.
     *
     * @param value the cursor, standing on the element until this returns
     */
    void element(JsonCursor value);
  }

  private static final Members NOBODY = (name, value) -> {};

  private final JsonEvents events = new JsonEvents();
  private final Runnable readTop = this::readTop;
  private Members top = NOBODY;
  private boolean reading;

  /** The first token of the value on which this stands; of none, {@code NOT_AVAILABLE}. */
  private JsonToken token = JsonToken.NOT_AVAILABLE;

  /** Whether that value is an object or array that has been read. */
  private boolean taken;

  /** A cursor for one answer. */
  public JsonCursor() {}

  /**
   * Reads one object, which is all there is in a range of bytes but white space around it.
   *
   * @param array holds the object as UTF-8
   * @throws dev.runnel.http.decode.DecodeException if it is none, or exceeds a bound; members up to
   *     the mistake have then been told. The next object can be read all the same
   */
  public void read(byte[] array, int offset, int length, Members members) {
    Objects.checkFromIndexSize(offset, length, array.length);
    if (reading) {
      throw new IllegalStateException("One object is read after the other, not within it");
    }
    top = requireNonNull(members, "members is null");
    reading = true;
    try {
      events.readObject(array, offset, offset + length, readTop);
    } finally {
      reading = false;
      token = JsonToken.NOT_AVAILABLE;
      top = NOBODY;
    }
  }

  /** What the value is; {@code MISSING} where this stands on none. */
  public JsonView.Kind kind() {
    return switch (token) {
      case START_OBJECT -> JsonView.Kind.OBJECT;
      case START_ARRAY -> JsonView.Kind.ARRAY;
      case VALUE_STRING -> JsonView.Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonView.Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> JsonView.Kind.BOOLEAN;
      case VALUE_NULL -> JsonView.Kind.NULL;
      default -> JsonView.Kind.MISSING;
    };
  }

  /**
   * Reads the value's members if it is an object.
   *
   * @return whether it is one
   * @throws IllegalStateException if it has been read before
   */
  public boolean object(Members members) {
    requireNonNull(members, "members is null");
    if (token != JsonToken.START_OBJECT) {
      return false;
    }
    take();
    readMembers(members);
    taken(JsonToken.START_OBJECT);
    return true;
  }

  /**
   * Reads the value's elements if it is an array.
   *
   * @return whether it is one
   * @throws IllegalStateException if it has been read before
   */
  public boolean array(Elements elements) {
    requireNonNull(elements, "elements is null");
    if (token != JsonToken.START_ARRAY) {
      return false;
    }
    take();
    for (JsonToken next = events.next(); next != JsonToken.END_ARRAY; next = events.next()) {
      stand(next);
      elements.element(this);
      skipRest();
    }
    taken(JsonToken.START_ARRAY);
    return true;
  }

  /** A string's content, or a number or boolean as it is written; of anything else, null. */
  public @Nullable String text() {
    return isText() ? events.text() : null;
  }

  /** The same as {@link #text()}, with something instead of null. */
  public String text(String fallback) {
    String text = text();
    return text == null ? fallback : text;
  }

  /**
   * The same as {@link #text()}, for fields whose values are few and recur in every event, such as
   * a type: their strings are made once.
   */
  public @Nullable String word() {
    return isText() ? events.word() : null;
  }

  /**
   * A whole number, however it is written, if it fits; of anything else, the fallback. A decimal
   * that has a fraction is no whole number.
   */
  public long asLong(long fallback) {
    return token.isNumeric() ? events.numberOrSkip(token, fallback) : fallback;
  }

  /** A boolean; of anything else, the fallback. */
  public boolean asBoolean(boolean fallback) {
    return token.isBoolean() ? token == JsonToken.VALUE_TRUE : fallback;
  }

  /**
   * The value as JSON text without white space around or within, whatever it is: of an object, say,
   * the arguments of a tool call. Numbers and the order of members are as they were sent.
   *
   * @throws IllegalStateException if it is an object or array that has been read before
   */
  public String raw() {
    JsonBytes out = new JsonBytes();
    JsonToken start = token;
    if (start.isStructStart()) {
      take();
    }
    writeRaw(out, start);
    return out.toString();
  }

  private void writeRaw(JsonBytes out, JsonToken start) {
    int depth = 0;
    boolean first = true;
    JsonToken next = start;
    while (true) {
      if (!first && !next.isStructEnd()) {
        out.ascii(',');
      }
      first = next == JsonToken.FIELD_NAME || next.isStructStart();
      switch (next) {
        case FIELD_NAME -> {
          out.quoted(events.name());
          out.ascii(':');
        }
        case VALUE_STRING -> out.quoted(events.exactText());
        case NOT_AVAILABLE -> out.utf8("null");
        default -> out.utf8(next.asString() == null ? events.exactText() : next.asString());
      }
      if (next.isStructStart()) {
        depth++;
      } else if (next.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
      next = events.next();
    }
  }

  private void readTop() {
    readMembers(top);
  }

  private void readMembers(Members members) {
    for (JsonToken next = events.next(); next != JsonToken.END_OBJECT; next = events.next()) {
      String name = events.name();
      stand(events.next());
      members.member(name, this);
      skipRest();
    }
  }

  private boolean isText() {
    return token.isScalarValue() && token != JsonToken.VALUE_NULL;
  }

  private void stand(JsonToken value) {
    token = value;
    taken = false;
  }

  private void skipRest() {
    if (!taken && token.isStructStart()) {
      events.skip(token);
    }
  }

  private void take() {
    if (taken) {
      throw new IllegalStateException("This object or array has been read already");
    }
    taken = true;
  }

  private void taken(JsonToken start) {
    token = start;
    taken = true;
  }
}
