package dev.runnel.http;

/** How a notice begins. */
final class NoticePattern {
  /** What a text is to a pattern. */
  enum Match {
    /** It begins as the pattern says. */
    FULL,
    /** It is shorter than the pattern, and so far as the pattern says. */
    POSSIBLE,
    NONE
  }

  private final int[] characters;

  NoticePattern(String text) {
    characters = text.codePoints().map(NoticePattern::folded).toArray();
  }

  /** Compares the start of an answer, which has no white space before it. */
  Match match(CharSequence answer) {
    int position = 0;
    for (int expected : characters) {
      if (position == answer.length()) {
        return Match.POSSIBLE;
      }
      int actual = Character.codePointAt(answer, position);
      if (expected != '?' && expected != folded(actual)) {
        return Match.NONE;
      }
      position += Character.charCount(actual);
    }
    return Match.FULL;
  }

  private static int folded(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }
}
