package dev.runnel.cli.repl;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine when an input is whole, and which word is to be completed. */
final class InputParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && Typed.unfinished(line)) {
      throw new EOFError(-1, cursor, "unfinished");
    }
    return new Words(line, cursor);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false; // or JLine would double the backslashes of what it completes
  }

  /**
   * A command and the rest of the line, blanks included; or a text, which is nothing to complete.
   */
  private record Words(String line, int cursor) implements ParsedLine {
    private int argument() {
      int blank = line.indexOf(' ');
      return blank < 0 || blank >= cursor ? 0 : blank + 1;
    }

    @Override
    public String word() {
      return line.substring(argument());
    }

    @Override
    public int wordCursor() {
      return cursor - argument();
    }

    @Override
    public int wordIndex() {
      return argument() == 0 ? 0 : 1;
    }

    @Override
    public List<String> words() {
      return argument() == 0
          ? List.of(line)
          : List.of(line.substring(0, argument() - 1), line.substring(argument()));
    }
  }
}
