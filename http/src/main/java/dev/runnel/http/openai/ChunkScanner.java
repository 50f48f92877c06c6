package dev.runnel.http.openai;

import static dev.runnel.http.openai.ByteScan.NOT_MINE;
import static dev.runnel.http.openai.ByteScan.at;
import static dev.runnel.http.openai.ByteScan.matches;
import static dev.runnel.http.openai.ByteScan.skipLiteral;
import static dev.runnel.http.openai.ByteScan.skipWhite;
import static dev.runnel.http.openai.SkipScanner.nameEnd;
import static dev.runnel.http.openai.SkipScanner.skipValue;
import static dev.runnel.http.openai.SkipScanner.valueStart;

import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks that make up nearly all of a stream: one choice of index 0, with text or
 * reasoning, or the end.
 *
 * <p>It walks the whole event strictly and answers only where it is sure: whenever it answers,
 * {@link ChunkParser} would have said the same, and where it does not, that decides. Tests hold the
 * two against each other.
 */
final class ChunkScanner {
  // Fields seen within an object. A repeated one is left to the parser.
  private static final int ID = 1;
  private static final int MODEL = 1 << 1;
  private static final int CHOICES = 1 << 2;
  private static final int INDEX = 1 << 3;
  private static final int DELTA = 1 << 4;
  private static final int FINISH_REASON = 1 << 5;

  /** Of the contents, the first; the others follow. */
  private static final int CONTENTS = 1 << 6;

  private final TextScanner texts = new TextScanner();
  private final ChunkRepetition repetition = new ChunkRepetition(texts);
  private final RepeatedText id = new RepeatedText();
  private final RepeatedText model = new RepeatedText();

  private Chunk chunk = new Chunk();
  private int seen;
  private @Nullable String text;

  /**
   * Reads the event {@code array[start..end)} into the chunk, whatever that held before. Where this
   * returns false, what the chunk holds means nothing.
   */
  boolean scan(byte[] array, int start, int end, Chunk into) {
    if (repetition.scan(array, start, end, into)) {
      return true;
    }
    into.clear();
    chunk = into;
    seen = 0;
    repetition.forget();
    int after = scanObject(array, skipWhite(array, start, end), end, Level.TOP);
    if (after < 0 || (seen & CHOICES) == 0 || skipWhite(array, after, end) != end) {
      repetition.forget();
      return false;
    }
    repetition.learn(array, start, end, into);
    return true;
  }

  private enum Level {
    TOP,
    CHOICE,
    DELTA
  }

  private int scanObject(byte[] array, int from, int to, Level level) {
    if (at(array, from, to) != '{') {
      return NOT_MINE;
    }
    int i = skipWhite(array, from + 1, to);
    if (at(array, i, to) == '}') {
      return i + 1;
    }
    while (true) {
      int nameEnd = nameEnd(array, i, to);
      int value = nameEnd < 0 ? NOT_MINE : valueStart(array, nameEnd, to);
      if (value < 0) {
        return NOT_MINE;
      }
      i =
          switch (level) {
            case TOP -> scanTop(array, i + 1, nameEnd, value, to);
            case CHOICE -> scanChoice(array, i + 1, nameEnd, value, to);
            case DELTA -> scanDelta(array, i + 1, nameEnd, value, to);
          };
      if (i < 0) {
        return NOT_MINE;
      }
      i = skipWhite(array, i, to);
      byte b = at(array, i, to);
      if (b == '}') {
        return i + 1;
      }
      if (b != ',') {
        return NOT_MINE;
      }
      i = skipWhite(array, i + 1, to);
    }
  }

  private int scanTop(byte[] array, int name, int nameEnd, int value, int to) {
    switch (nameEnd - name) {
      case 2:
        if (matches(array, name, nameEnd, "id")) {
          return scanId(array, value, to);
        }
        break;
      case 5:
        if (matches(array, name, nameEnd, "model")) {
          return scanModel(array, value, to);
        }
        if (matches(array, name, nameEnd, "usage") || matches(array, name, nameEnd, "error")) {
          return skipLiteral(array, value, to, "null");
        }
        break;
      case 6:
        if (matches(array, name, nameEnd, "object")) {
          int end = skipValue(array, value, to);
          return end < 0 || matches(array, value, end, "\"error\"") ? NOT_MINE : end;
        }
        break;
      case 7:
        if (matches(array, name, nameEnd, "choices")) {
          return first(CHOICES) ? scanChoices(array, value, to) : NOT_MINE;
        }
        break;
      default:
    }
    return skip(array, value, to);
  }

  private int scanChoice(byte[] array, int name, int nameEnd, int value, int to) {
    switch (nameEnd - name) {
      case 5:
        if (matches(array, name, nameEnd, "index")) {
          return first(INDEX) && at(array, value, to) == '0' ? value + 1 : NOT_MINE;
        }
        if (matches(array, name, nameEnd, "delta")) {
          return first(DELTA) ? scanObject(array, value, to, Level.DELTA) : NOT_MINE;
        }
        break;
      case 7:
        if (matches(array, name, nameEnd, "message")) {
          return NOT_MINE;
        }
        break;
      case 13:
        if (matches(array, name, nameEnd, "finish_reason")) {
          return first(FINISH_REASON) ? scanFinishReason(array, value, to) : NOT_MINE;
        }
        break;
      default:
    }
    return skip(array, value, to);
  }

  private int scanDelta(byte[] array, int name, int nameEnd, int value, int to) {
    switch (nameEnd - name) {
      case 7:
        if (matches(array, name, nameEnd, "content")) {
          return scanContent(array, value, to, Content.TEXT);
        }
        if (matches(array, name, nameEnd, "refusal")) {
          return scanContent(array, value, to, Content.REFUSAL);
        }
        break;
      case 9:
        if (matches(array, name, nameEnd, "reasoning")) {
          return scanContent(array, value, to, Content.REASONING);
        }
        break;
      case 10:
        if (matches(array, name, nameEnd, "tool_calls")) {
          return skipLiteral(array, value, to, "null");
        }
        break;
      case 13:
        if (matches(array, name, nameEnd, "function_call")) {
          return skipLiteral(array, value, to, "null");
        }
        break;
      case 17:
        if (matches(array, name, nameEnd, "reasoning_content")) {
          return scanContent(array, value, to, Content.REASONING_CONTENT);
        }
        break;
      default:
    }
    return skip(array, value, to);
  }

  private int skip(byte[] array, int value, int to) {
    int end = skipValue(array, value, to);
    byte first = at(array, value, to);
    if (first == '"') {
      repetition.mayVary(null, value + 1, end - 1);
    } else if (first == '-' || first >= '0' && first <= '9') {
      repetition.mayVary(null, value, end);
    }
    return end;
  }

  private int scanChoices(byte[] array, int from, int to) {
    if (at(array, from, to) != '[') {
      return NOT_MINE;
    }
    int choice = scanObject(array, skipWhite(array, from + 1, to), to, Level.CHOICE);
    int end = choice < 0 ? NOT_MINE : skipWhite(array, choice, to);
    return end >= 0 && at(array, end, to) == ']' ? end + 1 : NOT_MINE;
  }

  private int scanId(byte[] array, int value, int to) {
    int end = first(ID) ? scanRepeated(array, value, to, id) : NOT_MINE;
    chunk.id = text;
    return end;
  }

  private int scanModel(byte[] array, int value, int to) {
    int end = first(MODEL) ? scanRepeated(array, value, to, model) : NOT_MINE;
    chunk.model = text;
    return end;
  }

  private int scanFinishReason(byte[] array, int value, int to) {
    int end = scanOptionalText(array, value, to);
    chunk.finishReason = text == null || text.isEmpty() ? null : text;
    return end;
  }

  private int scanContent(byte[] array, int value, int to, Content content) {
    if (!first(CONTENTS << content.ordinal())) {
      return NOT_MINE;
    }
    int end = scanOptionalText(array, value, to);
    chunk.set(content, text);
    if (text != null) {
      repetition.mayVary(content, value + 1, end - 1);
    }
    return end;
  }

  /** Leaves a string, or null, in {@link #text}. */
  private int scanOptionalText(byte[] array, int value, int to) {
    text = null;
    if (at(array, value, to) != '"') {
      return skipLiteral(array, value, to, "null");
    }
    int end = texts.read(array, value + 1, to);
    text = texts.text();
    return end;
  }

  /** Leaves a string, or null, in {@link #text}. */
  private int scanRepeated(byte[] array, int value, int to, RepeatedText repeated) {
    text = null;
    if (at(array, value, to) != '"') {
      return skipLiteral(array, value, to, "null");
    }
    int end = ByteScan.asciiEnd(array, value + 1, to);
    if (end < 0) {
      return NOT_MINE;
    }
    text = repeated.of(array, value + 1, end);
    return end + 1;
  }

  /** Whether this field has not been seen before. */
  private boolean first(int field) {
    boolean first = (seen & field) == 0;
    seen |= field;
    return first;
  }
}
