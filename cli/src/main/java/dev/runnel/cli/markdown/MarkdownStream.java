package dev.runnel.cli.markdown;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Shows Markdown on a terminal while it arrives. How the text was cut into pieces changes nothing
 * of what is written. What is not understood is shown as it was written; each line stays a line.
 *
 * <p>A word is shown when it is whole, emphasis and links when they are closed, at most 400
 * characters after they were opened; a table when it has ended. The text must hold no control
 * characters but tabs and line ends. Not thread-safe.
 */
public final class MarkdownStream {
  /** Longer lines are hard to read, however wide the screen. */
  private static final int WIDEST = 100;

  private final Consumer<String> out;
  private final StringBuilder written = new StringBuilder();
  private final LineWriter lines;
  private final Blocks blocks;
  private final StringBuilder line = new StringBuilder();
  private boolean begun;
  private boolean anything;
  private char heldSurrogate;

  /**
   * @param out where what is to be written goes, piece by piece, without a newline at its end
   * @param columns the terminal's width; 0: unknown, then lines are not broken
   */
  public MarkdownStream(Consumer<String> out, IntSupplier columns) {
    this.out = requireNonNull(out, "out is null");
    requireNonNull(columns, "columns is null");
    lines = new LineWriter(written, () -> Math.min(columns.getAsInt(), WIDEST));
    blocks = new Blocks(lines, columns);
  }

  /** Takes the next piece. */
  public void write(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      unit(piece.charAt(i));
    }
    if (begun) {
      blocks.flush();
    }
    flush();
  }

  /** Shows all that was held back. */
  public void end() {
    if (heldSurrogate != 0) {
      codePoint('\ufffd');
      heldSurrogate = 0;
    }
    if (begun || line.length() > 0) {
      endLine();
    }
    blocks.end();
    flush();
  }

  /** Whether anything was shown so far. */
  public boolean anything() {
    return anything;
  }

  private void flush() {
    if (!written.isEmpty()) {
      anything = true;
      String text = written.toString();
      written.setLength(0);
      out.accept(text);
    }
  }

  /** Pieces may be cut between the two halves of a character. */
  private void unit(char c) {
    if (heldSurrogate != 0) {
      char high = heldSurrogate;
      heldSurrogate = 0;
      if (Character.isLowSurrogate(c)) {
        codePoint(Character.toCodePoint(high, c));
        return;
      }
      codePoint('\ufffd');
    }
    if (Character.isHighSurrogate(c)) {
      heldSurrogate = c;
    } else {
      codePoint(Character.isLowSurrogate(c) ? '\ufffd' : c);
    }
  }

  private void codePoint(int codePoint) {
    if (codePoint == '\n') {
      endLine();
    } else if (codePoint == '\r') {
      return; // of a line end; others do not come here
    } else if (begun) {
      blocks.content(codePoint);
    } else {
      line.appendCodePoint(codePoint);
      begun = blocks.begin(line, false);
      if (begun) {
        line.setLength(0);
      }
    }
  }

  private void endLine() {
    if (!begun) {
      blocks.begin(line, true);
      line.setLength(0);
    }
    blocks.endLine();
    begun = false;
  }
}
