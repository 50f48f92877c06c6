package dev.runnel.cli.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a line: styled text, or a run of delimiters that may come to open or close emphasis.
 */
final class Piece {
  final int start;
  private final List<Span> content;
  private Style style = Style.PLAIN;

  // Of delimiters only.
  final char delimiter;
  final int length;
  boolean opens;
  boolean closes;
  int left;

  Piece(int start, List<Span> content) {
    this(start, content, '\0', 0);
  }

  private Piece(int start, List<Span> content, char delimiter, int length) {
    this.start = start;
    this.content = content;
    this.delimiter = delimiter;
    this.length = length;
    left = length;
  }

  /** A run of delimiters between two code points, which say whether it opens or closes. */
  static Piece delimiter(int start, char delimiter, int length, int before, int after) {
    Piece run = new Piece(start, List.of(), delimiter, length);
    boolean leftFlanking =
        !blank(after) && (!punctuation(after) || blank(before) || punctuation(before));
    boolean rightFlanking =
        !blank(before) && (!punctuation(before) || blank(after) || punctuation(after));
    boolean anywhere = delimiter != '_'; // snake_case is no emphasis
    run.opens = leftFlanking && (anywhere || !rightFlanking || punctuation(before));
    run.closes = rightFlanking && (anywhere || !leftFlanking || punctuation(after));
    return run;
  }

  void style(Style more) {
    style = style.and(more);
  }

  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    content.forEach(span -> spans.add(span.and(style)));
    if (left > 0) {
      spans.add(new Span(String.valueOf(delimiter).repeat(left), style));
    }
    return spans;
  }

  private static boolean blank(int codePoint) {
    return Character.isWhitespace(codePoint) || codePoint == '\u00a0';
  }

  private static boolean punctuation(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> false;
    };
  }
}
