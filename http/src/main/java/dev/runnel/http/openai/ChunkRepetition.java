package dev.runnel.http.openai;

import static dev.runnel.http.openai.ByteScan.NOT_MINE;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognises an event that differs from a known one in nothing but the values of some fields, as
 * most tokens of a stream do: in its text, and perhaps in a time stamp or in padding.
 *
 * <p>Where the bytes before a value are the same, a parser comes to it in the same state; where the
 * value is a string (or a number) as before, it goes on in the same way. So the event says what the
 * known one said, but for the text. Values on which anything else depends are not let vary.
 */
final class ChunkRepetition {
  /** Larger events have something else in them than a token. */
  private static final int MAX_EVENT_BYTES = 4 * 1024;

  private static final int MAX_VARIABLES = 16;

  private final TextScanner texts;

  /** What the known event says. */
  private final Chunk known = new Chunk();

  private byte[] event = new byte[512];
  private int length;

  // Each value that may vary: where it begins, the byte after it, and of what content it is.
  private final int[] from = new int[MAX_VARIABLES];
  private final int[] to = new int[MAX_VARIABLES];
  private final @Nullable Content[] contents = new @Nullable Content[MAX_VARIABLES];
  private int variables;

  ChunkRepetition(TextScanner texts) {
    this.texts = texts;
  }

  /** Forgets the known event; another is about to be read. */
  void forget() {
    length = 0;
    variables = 0;
  }

  /**
   * Notes a value of the event being read that may vary: the inside of a string, or a number.
   *
   * @param content what it is; null where it is skipped
   */
  void mayVary(@Nullable Content content, int valueFrom, int valueTo) {
    if (variables < MAX_VARIABLES) {
      from[variables] = valueFrom;
      to[variables] = valueTo;
      contents[variables] = content;
      variables++;
    }
  }

  /** Remembers the event {@code array[start..end)}, which has been read and says this. */
  void learn(byte[] array, int start, int end, Chunk chunk) {
    if (end - start > MAX_EVENT_BYTES) {
      return;
    }
    length = end - start;
    if (length > event.length) {
      event = new byte[MAX_EVENT_BYTES];
    }
    System.arraycopy(array, start, event, 0, length);
    for (int i = 0; i < variables; i++) {
      from[i] -= start;
      to[i] -= start;
    }
    known.copyFrom(chunk);
  }

  /** Reads the event into the chunk if it is a repetition; if not, the chunk means nothing. */
  boolean scan(byte[] array, int start, int end, Chunk into) {
    if (length == 0) {
      return false;
    }
    into.copyFrom(known);
    int here = start;
    int there = 0;
    int variable = 0;
    while (true) {
      int same = Arrays.mismatch(array, here, end, event, there, length);
      if (same < 0) {
        return true;
      }
      int different = there + same;
      while (variable < variables && to[variable] < different) {
        variable++;
      }
      if (variable == variables || from[variable] > different) {
        return false;
      }
      here = skipVariable(array, here + from[variable] - there, end, variable, into);
      if (here < 0) {
        return false;
      }
      there = to[variable];
      variable++;
    }
  }

  /** Reads a value; returns the index after it, which for a string is that of its quote. */
  private int skipVariable(byte[] array, int value, int end, int variable, Chunk into) {
    Content content = contents[variable];
    if (content != null) {
      int after = texts.read(array, value, end);
      into.set(content, texts.text());
      return after < 0 ? NOT_MINE : after - 1;
    }
    return event[from[variable] - 1] == '"'
        ? ByteScan.asciiEnd(array, value, end)
        : SkipScanner.skipNumber(array, value, end);
  }
}
