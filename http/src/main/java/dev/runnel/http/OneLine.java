package dev.runnel.http;

/** Makes what a service wrote fit to be quoted in a message. */
final class OneLine {
  /** Longer quotes are cut. */
  static final int MAX_CHARS = 300;

  private OneLine() {}

  /** On one line, without control characters, at most {@link #MAX_CHARS} long. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_CHARS + 1));
    boolean space = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c)) {
        space = line.length() > 0;
        continue;
      }
      if (line.length() + Character.charCount(c) + (space ? 1 : 0) > MAX_CHARS) {
        return line.append('…').toString();
      }
      if (space) {
        line.append(' ');
        space = false;
      }
      line.appendCodePoint(c);
    }
    return line.toString();
  }

  /** Controls, and formats that could turn a terminal's text around. */
  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
  }
}
