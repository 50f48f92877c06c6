package dev.runnel.http.parse;

/**
 * JSON can escape half a surrogate pair, which is no character: some models' tokens are cut so, and
 * output in UTF-8 could not show it.
 */
public final class Surrogates {
  private Surrogates() {}

  /** The same text, with U+FFFD for every surrogate that is not part of a pair. */
  public static String replaceLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return replaced(text);
        }
        i++;
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        result.append(c);
      } else if (isPair(text, i)) {
        result.append(c).append(text.charAt(++i));
      } else {
        result.append('\uFFFD');
      }
    }
    return result.toString();
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
