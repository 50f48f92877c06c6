package dev.runnel.cli.markdown;

/** The text of one line, written as far as it is understood. Not thread-safe. */
final class InlineText {
  private final LineWriter lines;
  private final StringBuilder held = new StringBuilder();
  private Style style = Style.PLAIN;
  private int previous = '\n';

  InlineText(LineWriter lines) {
    this.lines = lines;
  }

  /** A line begins; all of it looks so, whatever else it looks like. */
  void start(Style all) {
    style = all;
    previous = '\n';
  }

  void add(int codePoint) {
    held.appendCodePoint(codePoint);
  }

  void add(String text) {
    held.append(text);
  }

  /** Writes what no further text can change. */
  void flush() {
    write(false);
  }

  /** Writes the rest of the line. */
  void end() {
    write(true);
    lines.end();
  }

  private void write(boolean complete) {
    if (held.isEmpty()) {
      return;
    }
    InlineParser.Result result = new InlineParser(held.toString(), previous, complete).parse();
    result.spans().forEach(span -> lines.text(span.and(style)));
    if (result.length() > 0) {
      previous = held.codePointBefore(result.length());
      held.delete(0, result.length());
    }
  }
}
