package dev.runnel.cli.markdown;

/**
 * Code between two fences.
 *
 * @param sign what the fence is made of
 * @param length of how many
 * @param indent how far it is indented
 * @param quotes how many quotes it is in
 */
record Fence(char sign, int length, int indent, int quotes) {
  /** What a line in it is. */
  enum Kind {
    CODE,
    END,
    /** It has left the quote that the code is in. */
    OUTSIDE,
    UNDECIDED
  }

  /**
   * A line in it.
   *
   * @param content where its content begins
   */
  record Line(Kind kind, int content) {}

  static Fence of(LineHead head) {
    return new Fence(head.marker().charAt(0), head.marker().length(), head.indent(), head.quotes());
  }

  /** What a line is, told by how it begins. */
  Line read(CharSequence line, boolean complete) {
    int at = 0;
    for (int quote = 0; quote < quotes; quote++) {
      at = blanksEnd(line, at, 3);
      if (at == line.length()) {
        return new Line(complete ? Kind.OUTSIDE : Kind.UNDECIDED, 0);
      }
      if (line.charAt(at) != '>') {
        return new Line(Kind.OUTSIDE, 0);
      }
      at++;
      if (at == line.length() && !complete) {
        return new Line(Kind.UNDECIDED, 0);
      }
      at = blanksEnd(line, at, 1);
    }
    int code = blanksEnd(line, at, indent);
    int first = blanksEnd(line, at, indent + 3);
    int end = first;
    while (end < line.length() && line.charAt(end) == sign) {
      end++;
    }
    int rest = blanksEnd(line, end, Integer.MAX_VALUE);
    if (rest < line.length() || (complete && end - first < length)) {
      return new Line(Kind.CODE, code);
    }
    return new Line(complete ? Kind.END : Kind.UNDECIDED, code);
  }

  private static int blanksEnd(CharSequence line, int from, int most) {
    int end = from;
    while (end < line.length() && end - from < most && line.charAt(end) == ' ') {
      end++;
    }
    return end;
  }
}
