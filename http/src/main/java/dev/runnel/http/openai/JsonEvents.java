package dev.runnel.http.openai;

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
 */
final class JsonEvents {
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

  /** Reads one object, whose opening bracket has been read. */
  interface ObjectReader {
    void read() throws IOException;
  }

  private @Nullable JsonParser parser;
  private long fedBefore;
  private long fed;

  /** Reads the object that is all of {@code array[start..end)} but white space around it. */
  void readObject(byte[] array, int start, int end, ObjectReader reader) {
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
    boolean read = false;
    try {
      ByteArrayFeeder feeder = feed(array, from, to);
      next();
      reader.read();
      if (!feeder.needMoreInput()) {
        throw DecodeException.malformed("Expected nothing after the JSON object", -1);
      }
      read = true;
    } catch (StreamConstraintsException e) {
      throw DecodeException.tooLarge("An event exceeds a bound: " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw DecodeException.malformed(
          "Malformed JSON in an event: " + e.getOriginalMessage(), offset(e, from - start));
    } catch (IOException e) {
      throw DecodeException.malformed("Malformed JSON in an event: " + e.getMessage(), -1);
    } finally {
      if (!read) {
        discard();
      }
    }
  }

  /** The next token, which must be there: an event is complete. */
  JsonToken next() throws IOException {
    JsonToken token = parser().nextToken();
    if (token == JsonToken.NOT_AVAILABLE) {
      throw DecodeException.malformed("The JSON of an event is cut off", -1);
    }
    return token;
  }

  String name() throws IOException {
    return parser().currentName();
  }

  String text() throws IOException {
    return Surrogates.replaceLone(parser().getText());
  }

  /** The string if the token is one; otherwise null, and the value is skipped. */
  @Nullable String textOrSkip(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return text();
    }
    skip(token);
    return null;
  }

  /** A string, number or boolean as text; of anything else null, and the value is skipped. */
  @Nullable String scalarOrSkip(JsonToken token) throws IOException {
    if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      return text();
    }
    skip(token);
    return null;
  }

  /** A whole number if the token is one; otherwise the fallback, and the value is skipped. */
  long numberOrSkip(JsonToken token, long fallback) throws IOException {
    if (!token.isNumeric()) {
      skip(token);
      return fallback;
    }
    if (parser().getTextLength() > MAX_NUMBER_LENGTH) {
      return fallback;
    }
    // From the text, because the non-blocking parser of Jackson 2.22 confuses a decimal with a big
    // integer that came before it.
    String text = parser().getText();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      double value = Double.parseDouble(text);
      return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? (long) value : fallback;
    }
  }

  /** Skips the value that begins with this token. */
  void skip(JsonToken token) throws IOException {
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

  private ByteArrayFeeder feed(byte[] array, int from, int to) throws IOException {
    ByteArrayFeeder feeder = (ByteArrayFeeder) parser().getNonBlockingInputFeeder();
    feeder.feedInput(array, from, to);
    fedBefore = fed;
    fed += to - from;
    return feeder;
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

  private long offset(JsonProcessingException e, int skipped) {
    return e.getLocation() == null || e.getLocation().getByteOffset() < 0
        ? -1
        : e.getLocation().getByteOffset() - fedBefore + skipped;
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
