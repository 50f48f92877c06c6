package dev.runnel.http.openai;

import java.util.Arrays;

/**
 * Recognises an event that differs from one known event in nothing but one string, as most tokens
 * of a stream do. What is before the string is the same, so a parser comes to it in the same state;
 * what is after it is the same, so a parser goes on in the same way: the event says what the known
 * one said, but for that string.
 */
final class ChunkRepetition {
  /** Larger events have something else in them than a token. */
  private static final int MAX_EVENT_BYTES = 4 * 1024;

  private final TextScanner texts;
  private final Chunk known = new Chunk();
  private byte[] event = new byte[512];
  private int textFrom;
  private int textTo;
  private int length;
  private Content content = Content.TEXT;

  ChunkRepetition(TextScanner texts) {
    this.texts = texts;
  }

  /**
   * Remembers the event {@code array[start..end)}, which says what the chunk holds, and of which
   * {@code array[from..to)} is what stands between the quotes of that content.
   */
  void learn(byte[] array, int start, int end, int from, int to, Content content, Chunk chunk) {
    length = end - start;
    if (length > MAX_EVENT_BYTES) {
      length = 0;
      return;
    }
    if (length > event.length) {
      event = new byte[MAX_EVENT_BYTES];
    }
    System.arraycopy(array, start, event, 0, length);
    textFrom = from - start;
    textTo = to - start;
    this.content = content;
    known.copyFrom(chunk);
  }

  /** Reads the event into the chunk if it is a repetition; otherwise leaves the chunk alone. */
  boolean scan(byte[] array, int start, int end, Chunk into) {
    int from = start + textFrom;
    int to = end - (length - textTo);
    if (length == 0
        || from > to
        || !Arrays.equals(array, to, end, event, textTo, length)
        || !Arrays.equals(array, start, from, event, 0, textFrom)
        || texts.read(array, from, end) != to + 1) {
      return false;
    }
    into.copyFrom(known);
    into.set(content, texts.text());
    return true;
  }
}
