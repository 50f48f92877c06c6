package dev.runnel.cli.shell;

/** One line on a terminal that is drawn over and over, and goes away. Not thread-safe. */
public final class DrawnLine {
  private static final String ERASE = "\r\u001b[K";

  private final Output terminal;
  private String drawn = "";

  public DrawnLine(Output terminal) {
    this.terminal = terminal;
  }

  /** What is there now; empty: nothing. */
  public String drawn() {
    return drawn;
  }

  /** Puts this in the place of what is there. */
  public void draw(String line) {
    if (!line.equals(drawn)) {
      print(ERASE + ControlCharacters.neutralised(line));
      drawn = line;
    }
  }

  /** Leaves nothing there. */
  public void erase() {
    if (!drawn.isEmpty()) {
      print(ERASE);
      drawn = "";
    }
  }

  /**
   * A bar such as {@code [===> ]}.
   *
   * @param length of what is between the brackets
   * @param full how much of it is done
   */
  public static String bar(int full, int length) {
    String head = full < length && full > 0 ? ">" : "";
    return "[" + "=".repeat(full - head.length()) + head + " ".repeat(length - full) + "]";
  }

  private void print(String text) {
    try {
      terminal.print(text);
    } catch (OutputFailedException e) {
      return; // the terminal is gone; the work is not
    }
  }
}
