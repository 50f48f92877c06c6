package dev.runnel.cli.markdown;

import java.util.function.IntSupplier;

/**
 * Writes lines of styled text and breaks them between words where they are too long. A word is
 * written when what follows it shows that it is whole. Lines begin with what {@link #start} was
 * given; a line's end is written with the next line's beginning. Not thread-safe.
 */
final class LineWriter {
  private static final int TAB_STOPS = 8;
  // What does not stand at the beginning of a line in Chinese and Japanese.
  private static final String CLOSING = "、。，．・：；？！）］｝」』】〉》〕’”ー…～";

  private final StringBuilder out;
  private final IntSupplier width;

  private String continuation = "";
  private int limit;
  private int indent;
  private int column;
  private boolean started;
  private Style shown = Style.PLAIN;

  // The word under way and the blanks before it, styles included.
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder blanks = new StringBuilder();
  private Style wordEnd = Style.PLAIN;
  private Style blanksEnd = Style.PLAIN;
  private int wordWidth;
  private int blanksWidth;
  private boolean wordIsWide;

  /**
   * @param width in columns; 0: lines are never broken. Asked at each beginning of a line.
   */
  LineWriter(StringBuilder out, IntSupplier width) {
    this.out = out;
    this.width = width;
  }

  /**
   * Begins a line.
   *
   * @param first what it begins with; may hold {@link Style}'s sequences
   * @param next what the lines begin with that it is broken into
   */
  void start(String first, String next) {
    if (started) {
      out.append('\n');
    }
    started = true;
    limit = width.getAsInt();
    continuation = next;
    begin(first);
  }

  /** A line of its own, not broken. */
  void whole(String line) {
    start(line, "");
  }

  private void begin(String prefix) {
    out.append(prefix);
    column = CellWidth.ofStyled(prefix);
    indent = column;
  }

  /** Adds to the line. */
  void text(Span span) {
    span.text().codePoints().forEach(codePoint -> add(codePoint, span.style()));
  }

  private void add(int codePoint, Style style) {
    if (codePoint == ' ' || codePoint == '\t') {
      writeWord();
      blanksEnd = append(blanks, blanksEnd, codePoint, style);
      int at = column + blanksWidth;
      blanksWidth += codePoint == ' ' ? 1 : TAB_STOPS - at % TAB_STOPS;
      return;
    }
    int cells = CellWidth.of(codePoint);
    boolean wide = cells == 2;
    boolean breaksHere = (wide || (wordIsWide && cells > 0)) && CLOSING.indexOf(codePoint) < 0;
    if (wordWidth > 0 && (breaksHere || tooLong(wordWidth + cells))) {
      writeWord();
    }
    if (word.isEmpty()) {
      wordEnd = blanks.isEmpty() ? shown : blanksEnd;
    }
    wordEnd = append(word, wordEnd, codePoint, style);
    wordWidth += cells;
    wordIsWide = wide || (wordIsWide && cells == 0);
  }

  private boolean tooLong(int cells) {
    return limit > 0 && indent + cells > Math.max(limit, indent + 2);
  }

  private Style append(StringBuilder to, Style before, int codePoint, Style style) {
    Style last = to.isEmpty() && to == blanks ? shown : before;
    if (!style.equals(last)) {
      to.append(style.sequence());
    }
    to.appendCodePoint(codePoint);
    return style;
  }

  private void writeWord() {
    if (wordWidth == 0 && word.isEmpty()) {
      return;
    }
    boolean fits = limit <= 0 || column + blanksWidth + wordWidth <= limit || column == indent;
    if (fits) {
      out.append(blanks);
      column += blanksWidth;
    } else {
      breakLine();
    }
    out.append(word);
    column += wordWidth;
    shown = wordEnd;
    word.setLength(0);
    blanks.setLength(0);
    wordWidth = 0;
    blanksWidth = 0;
    wordIsWide = false;
  }

  /** The blanks at the break are dropped, and with them their styles. */
  private void breakLine() {
    Style afterBlanks = blanks.isEmpty() ? shown : blanksEnd;
    reset();
    out.append('\n');
    begin(continuation);
    if (!afterBlanks.plain()) {
      out.append(afterBlanks.sequence());
    }
  }

  private void reset() {
    if (!shown.plain()) {
      out.append(Style.PLAIN.sequence());
      shown = Style.PLAIN;
    }
  }

  /** Writes what is left of the line, without the blanks at its end. */
  void end() {
    writeWord();
    blanks.setLength(0);
    blanksWidth = 0;
    reset();
  }

  /** Text as it is, without looking at its width. */
  void verbatim(int codePoint) {
    out.appendCodePoint(codePoint);
  }
}
