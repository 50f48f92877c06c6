package dev.runnel.http.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.runnel.http.decode.DecodeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one JSON object after the other. A non-blocking parser takes them all, since a parser
 * for each event would cost more memory than the event; it is replaced only after a failure.
 *
 * <p>All methods throw {@link DecodeException} for what is malformed or exceeds a bound.
 */
public final class JsonEvents {
  private static final int MAX_DEPTH = 256;
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  // Whoever framed the event has bounded it.
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final FewWords words = new FewWords();
  private @Nullable JsonParser parser;
  private long fedBefore;
  private long fed;
  private int skipped;

  /**
   * Reads the object that is all of {@code array[start..end)} but white space around it.
   *
   * @param reader runs when the opening bracket has been read, and reads to the closing one
   */
  public void readObject(byte[] array, int start, int end, Runnable reader) {
    int from = start;
    int to = end;
    while (to > from && isWhiteSpace(array[to - 1])) {
      to--;
    }
    while (from < to && isWhiteSpace(array[from])) {
      from++;
    }
    if (from == to || array[from] != '{') {
      throw DecodeException.malformed("Expected a JSON object", from - start);
    }
    skipped = from - start;
    boolean read = false;
    try {
      ByteArrayFeeder feeder = feed(array, from, to);
      next();
      reader.run();
      if (!feeder.needMoreInput()) {
        throw DecodeException.malformed("Expected nothing after the JSON object", -1);
      }
      read = true;
    } finally {
      if (!read) {
        discard();
      }
    }
  }

  /** The next token, which must be there: an event is complete. */
  public JsonToken next() {
    JsonToken token;
    try {
      token = parser().nextToken();
    } catch (IOException e) {
      throw refused(e);
    }
    if (token == JsonToken.NOT_AVAILABLE) {
      throw DecodeException.malformed("The JSON of an event is cut off", -1);
    }
    return token;
  }

  /** The name of the member whose name or value was read last. */
  public String name() {
    try {
      return parser().currentName();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** The string or number that was read last, lone surrogates replaced. */
  public String text() {
    return Surrogates.replaceLone(exactText());
  }

  /** The string or number that was read last, as it is. */
  public String exactText() {
    try {
      return parser().getText();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** The same as {@link #text()}, for strings of which there are few: each is made once. */
  public String word() {
    try {
      JsonParser source = parser();
      return words.of(source.getTextCharacters(), source.getTextOffset(), source.getTextLength());
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** The string if the token is one; otherwise null, and the value is skipped. */
  public @Nullable String textOrSkip(JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      return text();
    }
    skip(token);
    return null;
  }

  /** A string, number or boolean as text; of anything else null, and the value is skipped. */
  public @Nullable String scalarOrSkip(JsonToken token) {
    if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      return text();
    }
    skip(token);
    return null;
  }

  /** A whole number if the token is one; otherwise the fallback, and the value is skipped. */
  public long numberOrSkip(JsonToken token, long fallback) {
    if (!token.isNumeric()) {
      skip(token);
      return fallback;
    }
    // From the text, because the non-blocking parser of Jackson 2.22 confuses a decimal with a big
    // integer that came before it.
    String text = exactText();
    if (text.length() > MAX_NUMBER_LENGTH) {
      return fallback;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      double value = Double.parseDouble(text);
      return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? (long) value : fallback;
    }
  }

  /** Skips the value that begins with this token. */
  public void skip(JsonToken token) {
    int depth = 0;
    for (JsonToken each = token; ; each = next()) {
      if (each.isStructStart()) {
        depth++;
      } else if (each.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private JsonParser parser() throws IOException {
    if (parser == null) {
      parser = FACTORY.createNonBlockingByteArrayParser();
    }
    return parser;
  }

  private ByteArrayFeeder feed(byte[] array, int from, int to) {
    try {
      ByteArrayFeeder feeder = (ByteArrayFeeder) parser().getNonBlockingInputFeeder();
      feeder.feedInput(array, from, to);
      fedBefore = fed;
      fed += to - from;
      return feeder;
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private void discard() {
    JsonParser failed = parser;
    parser = null;
    fed = 0;
    if (failed != null) {
      try {
        failed.close();
      } catch (IOException e) {
        throw new IllegalStateException("A parser without a source cannot fail to close", e);
      }
    }
  }

  private DecodeException refused(IOException e) {
    if (e instanceof StreamConstraintsException bound) {
      return DecodeException.tooLarge("An event exceeds a bound: " + bound.getOriginalMessage());
    }
    return e instanceof JsonProcessingException malformed
        ? DecodeException.malformed(
            "Malformed JSON in an event: " + malformed.getOriginalMessage(), offset(malformed))
        : DecodeException.malformed("Malformed JSON in an event: " + e.getMessage(), -1);
  }

  private long offset(JsonProcessingException e) {
    return e.getLocation() == null || e.getLocation().getByteOffset() < 0
        ? -1
        : e.getLocation().getByteOffset() - fedBefore + skipped;
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
