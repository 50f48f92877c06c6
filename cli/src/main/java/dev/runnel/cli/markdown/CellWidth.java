package dev.runnel.cli.markdown;

import org.jline.utils.WCWidth;

/** How many columns of a terminal a text takes. */
final class CellWidth {
  private static final int FIRST_THAT_IS_NOT_NARROW = 0x300;
  private static final int EMOJI_PRESENTATION = 0xfe0f;

  /**
   * Emoji below U+1F000 that take two columns, which JLine counts as one: East Asian Width W in
   * EastAsianWidth.txt of Unicode 15, as pairs of first and last.
   */
  private static final int[] WIDE = {
    0x231a, 0x231b, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x2615,
    0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be,
    0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5,
    0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c,
    0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf,
    0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55
  };

  private CellWidth() {}

  /** Of a code point: 0, 1 or 2. */
  static int of(int codePoint) {
    if (codePoint < FIRST_THAT_IS_NOT_NARROW) {
      return codePoint < ' ' ? 0 : 1;
    }
    if (codePoint == EMOJI_PRESENTATION) {
      return 1; // makes the narrow character before it a wide one, where terminals are up to date
    }
    return wide(codePoint) ? 2 : Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /** Of a text without control characters. */
  static int of(String text) {
    return text.codePoints().map(CellWidth::of).sum();
  }

  /** Of a line with the sequences that {@link Style} makes. */
  static int ofStyled(String line) {
    int width = 0;
    for (int i = 0; i < line.length(); ) {
      int codePoint = line.codePointAt(i);
      if (codePoint == '\u001b') {
        i = line.indexOf('m', i) + 1;
      } else {
        width += of(codePoint);
        i += Character.charCount(codePoint);
      }
    }
    return width;
  }

  private static boolean wide(int codePoint) {
    for (int i = 0; i < WIDE.length && WIDE[i] <= codePoint; i += 2) {
      if (codePoint <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
