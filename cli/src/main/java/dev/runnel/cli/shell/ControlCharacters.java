package dev.runnel.cli.shell;

/**
 * Makes control characters visible and harmless, so that text from elsewhere cannot steer a
 * terminal: escape sequences become readable, newlines and tabs stay. Takes a text in pieces, since
 * a carriage return and its newline may come apart. Not thread-safe.
 */
public final class ControlCharacters {
  private static final char PICTURES = '\u2400';
  private static final char DELETE = '\u007f';
  private static final char DELETE_PICTURE = '\u2421';
  private static final char REPLACEMENT = '\ufffd';

  private boolean heldReturn;

  /** A whole text, neutralised. */
  public static String neutralised(String text) {
    ControlCharacters characters = new ControlCharacters();
    return characters.next(text) + characters.end();
  }

  /** The next piece of a text, neutralised. */
  public String next(String piece) {
    if (!heldReturn && piece.chars().noneMatch(ControlCharacters::unsafe)) {
      return piece;
    }
    StringBuilder safe = new StringBuilder(piece.length() + 8);
    for (int i = 0; i < piece.length(); i++) {
      append(safe, piece.charAt(i));
    }
    return safe.toString();
  }

  /** What was held back at the end of the text. */
  public String end() {
    String rest = heldReturn ? picture('\r') : "";
    heldReturn = false;
    return rest;
  }

  private void append(StringBuilder safe, char c) {
    if (heldReturn && c != '\n') {
      safe.append(picture('\r'));
    }
    heldReturn = c == '\r';
    if (!heldReturn) {
      safe.append(unsafe(c) ? picture(c) : String.valueOf(c));
    }
  }

  private static boolean unsafe(int c) {
    boolean c0 = c < ' ' && c != '\n' && c != '\t';
    boolean c1 = c >= DELETE && c < '\u00a0';
    return c0 || c1 || isBidiControl(c);
  }

  // They reorder what a person reads; see "Trojan Source" (CVE-2021-42574).
  private static boolean isBidiControl(int c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }

  private static String picture(char c) {
    if (c < ' ') {
      return String.valueOf((char) (PICTURES + c));
    }
    return String.valueOf(c == DELETE ? DELETE_PICTURE : REPLACEMENT);
  }
}
