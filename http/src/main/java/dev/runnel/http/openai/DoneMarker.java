package dev.runnel.http.openai;

/** The marker that ends a stream of the OpenAI form. */
final class DoneMarker {
  private static final String TEXT = "[DONE]";

  private DoneMarker() {}

  static boolean matches(byte[] array, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && array[from] == ' ') {
      from++;
    }
    while (to > from && array[to - 1] == ' ') {
      to--;
    }
    if (to - from != TEXT.length()) {
      return false;
    }
    for (int i = 0; i < TEXT.length(); i++) {
      if (array[from + i] != TEXT.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
