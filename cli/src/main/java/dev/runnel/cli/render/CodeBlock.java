package dev.runnel.cli.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through what stands in the first fenced code block of a Markdown text, without its fences
 * and without the line end before the closing one; where there is no block, the whole text, at its
 * end. Fences are CommonMark's; one in a list is indented, and its indentation is taken from each
 * line within.
 */
public final class CodeBlock implements TextFilter {
  // An info string behind backticks has none: ```a``` is code within a line.
  private static final Pattern OPENING =
      Pattern.compile("(?<indent>[ \\t]*)(?<fence>`{3,}(?=[^`]*$)|~{3,}).*", Pattern.DOTALL);

  private enum Place {
    BEFORE,
    LINE_START,
    IN_LINE,
    BEHIND
  }

  private final StringBuilder everything = new StringBuilder();

  /** The part of the current line that is not decided on. */
  private final StringBuilder line = new StringBuilder();

  private Place place = Place.BEFORE;
  private String lineEnd = ""; // of the line before; let through with the next
  private boolean heldReturn;
  private int indent;
  private char fence;
  private int length;

  /** Whether a block has begun. */
  public boolean found() {
    return length > 0;
  }

  @Override
  public String next(String piece) {
    StringBuilder shown = new StringBuilder();
    if (place == Place.BEFORE) {
      everything.append(piece);
    }
    for (int i = 0; i < piece.length() && place != Place.BEHIND; i++) {
      char c = piece.charAt(i);
      if (c == '\n') {
        lineEnds(heldReturn ? "\r\n" : "\n", shown);
      } else if (heldReturn) {
        character('\r', shown);
      }
      heldReturn = c == '\r';
      if (c != '\n' && c != '\r') {
        character(c, shown);
      }
    }
    return shown.toString();
  }

  @Override
  public String end() {
    if (place == Place.BEFORE) {
      return everything.toString();
    }
    StringBuilder rest = new StringBuilder();
    boolean empty = line.length() <= Math.min(indent, blanks(0));
    if (place == Place.LINE_START && !empty && !closes()) {
      release(rest);
    }
    place = Place.BEHIND;
    return rest.toString();
  }

  private void character(char c, StringBuilder shown) {
    if (place == Place.IN_LINE) {
      shown.append(c);
      return;
    }
    line.append(c);
    if (place == Place.LINE_START && !mayClose()) {
      release(shown);
      place = Place.IN_LINE;
    }
  }

  private void lineEnds(String end, StringBuilder shown) {
    if (place == Place.BEFORE) {
      open();
    } else if (place == Place.LINE_START && closes()) {
      place = Place.BEHIND;
    } else {
      if (place == Place.LINE_START) {
        release(shown);
      }
      lineEnd = end;
      place = Place.LINE_START;
    }
  }

  private void open() {
    Matcher opening = OPENING.matcher(line);
    if (opening.matches()) {
      indent = opening.group("indent").length();
      fence = opening.group("fence").charAt(0);
      length = opening.group("fence").length();
      everything.setLength(0);
      place = Place.LINE_START;
    }
    line.setLength(0);
  }

  /** Lets go what has come of the line, less the block's indentation. */
  private void release(StringBuilder shown) {
    shown.append(lineEnd).append(line, Math.min(indent, blanks(0)), line.length());
    lineEnd = "";
    line.setLength(0);
  }

  private boolean closes() {
    return fenceEnd() - blanks(0) >= length && mayClose();
  }

  /** Whether the line may still become the closing fence: blanks, the fence, blanks. */
  private boolean mayClose() {
    int start = blanks(0);
    int end = fenceEnd();
    boolean whole = end == line.length();
    return start <= indent + 3
        && (whole || (end - start >= length && blanks(end) == line.length()));
  }

  private int fenceEnd() {
    int at = blanks(0);
    while (at < line.length() && line.charAt(at) == fence) {
      at++;
    }
    return at;
  }

  /** The place behind the blanks that begin somewhere. */
  private int blanks(int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }
}
