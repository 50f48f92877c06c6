package dev.runnel.http.decode;

import static java.util.Objects.requireNonNull;

/**
 * One document a line, as Ollama streams. Lines end with LF; a CR before it, blank lines and a byte
 * order mark at the start are tolerated. A last line without its end is delivered at the end of the
 * input, where only its parser can tell whether it is whole: so the end is never inside an event.
 *
 * <p>A line that lies whole in the fed array is handed out where it lies, without a copy.
 */
public final class NdjsonDecoder extends FramingDecoder {
  private final DocumentListener listener;
  private final int maxEventBytes;
  private final ByteAccumulator line;
  private boolean firstLine = true;

  public NdjsonDecoder(DocumentListener listener) {
    this(listener, DEFAULT_MAX_EVENT_BYTES);
  }

  /**
   * @param maxEventBytes the longest line that is accepted, positive
   */
  public NdjsonDecoder(DocumentListener listener, int maxEventBytes) {
    this.listener = requireNonNull(listener, "listener is null");
    this.maxEventBytes = requirePositive(maxEventBytes);
    this.line = new ByteAccumulator(maxEventBytes);
  }

  @Override
  void decode(byte[] array, int from, int to) {
    int position = from;
    while (position < to && !stopped()) {
      int end = LineEnds.indexOfLineFeed(array, position, to);
      if (end == to) {
        line.append(array, position, to - position);
        return;
      }
      if (line.isEmpty()) {
        if (end - position > maxEventBytes) {
          throw DecodeException.eventTooLarge(maxEventBytes);
        }
        onLine(array, position, end);
      } else {
        line.append(array, position, end - position);
        onLine(line.array(), 0, line.size());
        line.clear();
      }
      position = end + 1;
    }
  }

  @Override
  InputEnd finish() {
    if (!line.isEmpty()) {
      onLine(line.array(), 0, line.size());
    }
    return InputEnd.BETWEEN_EVENTS;
  }

  private void onLine(byte[] array, int lineStart, int lineEnd) {
    int from = lineStart;
    int to = lineEnd;
    if (firstLine) {
      firstLine = false;
      if (Utf8Mark.at(array, from, to)) {
        from += Utf8Mark.LENGTH;
      }
    }
    while (to > from && isBlank(array[to - 1])) {
      to--;
    }
    while (from < to && isBlank(array[from])) {
      from++;
    }
    if (from < to) {
      listener.onDocument(array, from, to - from);
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
