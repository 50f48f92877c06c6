package dev.runnel.http;

import org.jspecify.annotations.Nullable;

/**
 * Finds a JSON document that stands in a stream of server-sent events without being one: a service
 * whose stream has begun, and that then fails, may send its error as it sends errors elsewhere.
 * Google's does, and proxies do. To a decoder of events such lines are unknown fields, which it
 * ignores.
 *
 * <p>It looks only where a read begins and behind the last event of a read, which is where servers
 * put what they send next; so it costs nothing where all is well.
 */
final class BareDocument {
  private boolean atLineStart = true;
  private boolean hasEvent;
  private byte @Nullable [] eventArray;
  private int eventEnd;

  /** An event whose data ended here was delivered. */
  void onEvent(byte[] array, int end) {
    hasEvent = true;
    eventArray = array;
    eventEnd = end;
  }

  /**
   * Where in a read a document begins, or -1; asked once for each read, after its events.
   *
   * @param to beyond the last byte; there is at least one
   */
  int find(byte[] array, int from, int to) {
    int found = atLineStart ? at(array, from, to) : -1;
    if (found < 0 && hasEvent) {
      found = at(array, eventArray == array ? eventEnd : afterBlankLine(array, from, to), to);
    }
    atLineStart = isLineEnd(array[to - 1]);
    hasEvent = false;
    eventArray = null;
    return found;
  }

  /** Where a document begins that is the next thing in a range, or -1. */
  private static int at(byte[] array, int from, int to) {
    int first = from;
    while (first < to && (array[first] == ' ' || isLineEnd(array[first]))) {
      first++;
    }
    if (first == to || (first > from && !isLineEnd(array[first - 1]))) {
      return -1;
    }
    if (array[first] == '{') {
      return first;
    }
    boolean list = array[first] == '[' && first + 1 < to && array[first + 1] != 'D';
    return list ? first : -1; // but not a bare [DONE]
  }

  /** Behind the last blank line of a range; where there is none, its end. */
  private static int afterBlankLine(byte[] array, int from, int to) {
    for (int i = to - 1; i > from; i--) {
      if (array[i] == '\n' && (array[i - 1] == '\n' || (i > from + 1 && array[i - 2] == '\n'))) {
        return i + 1;
      }
    }
    return to;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\n' || b == '\r';
  }
}
