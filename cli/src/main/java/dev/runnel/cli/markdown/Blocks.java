package dev.runnel.cli.markdown;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The lines of a text, one after the other: what each is, and how it is shown for that. */
final class Blocks {
  private static final String BAR = Style.DIM.paint("│ ");
  private static final int RULE_WHERE_WIDTH_IS_UNKNOWN = 40;
  private static final int LONGEST_RULE = 100;

  private final LineWriter lines;
  private final IntSupplier columns;
  private final ListNesting lists = new ListNesting();
  private final Table table = new Table();
  private final InlineText inline;

  private @Nullable Fence fence;
  private boolean verbatim;
  private boolean anything;
  private boolean blankBefore;
  private boolean textBefore;
  private int quotesOfBlank;
  private int quotes;

  /**
   * @param columns the terminal's width; 0: unknown
   */
  Blocks(LineWriter lines, IntSupplier columns) {
    this.lines = lines;
    this.columns = columns;
    inline = new InlineText(lines);
  }

  /**
   * Takes the beginning of a line.
   *
   * @param complete whether that is all of it
   * @return whether it is understood, and what follows is {@link #content}; otherwise nothing has
   *     happened, and the same and more is to come
   */
  boolean begin(CharSequence line, boolean complete) {
    if (fence != null) {
      return beginInFence(fence, line, complete);
    }
    Optional<LineHead> read = LineHead.read(line, complete, !textBefore && lists.isEmpty());
    if (read.isEmpty()) {
      return false;
    }
    LineHead head = read.get();
    CharSequence rest = line.subSequence(head.content(), line.length());
    if (head.kind() == LineHead.Kind.ITEM) {
      return item(head, rest, complete);
    }
    begin(head, rest);
    return true;
  }

  private void begin(LineHead head, CharSequence rest) {
    switch (head.kind()) {
      case BLANK -> blank(head);
      case TABLE_ROW -> row(head, rest);
      case HEADING -> {
        boolean first = head.marker().length() == 1;
        Style style = Style.BOLD.and(Style.HEADING);
        place(head);
        text("", rest, first ? style.and(Style.UNDERLINE) : style);
      }
      case RULE -> {
        place(head);
        lines.whole(prefix() + rule(""));
      }
      case FENCE -> {
        place(head);
        open(head, rest, "");
      }
      case INDENTED -> {
        place(head);
        code(" ".repeat(head.indent()), rest);
      }
      default -> {
        place(head);
        text("", rest, Style.PLAIN);
        textBefore = true;
      }
    }
  }

  private void blank(LineHead head) {
    endTable();
    blankBefore = anything;
    quotesOfBlank = head.quotes();
    textBefore = false;
  }

  private void row(LineHead head, CharSequence rest) {
    if (table.isEmpty()) {
      place(head);
    }
    table.add(rest.toString());
  }

  private boolean item(LineHead head, CharSequence rest, boolean complete) {
    Optional<LineHead> inside = LineHead.read(rest, complete, false);
    boolean mayBeBox = rest.length() > 0 && rest.charAt(0) == '[' && rest.length() < 4;
    if (inside.isEmpty() || (mayBeBox && !complete)) {
      return false;
    }
    place(head);
    boolean numbered = Character.isDigit(head.marker().charAt(0));
    String marker = (numbered ? head.marker() : "•") + " " + box(rest);
    String before = prefix(lists.begin(head.indent(), CellWidth.of(marker))) + marker;
    if (inside.get().kind() == LineHead.Kind.FENCE) {
      LineHead fenced = inside.get();
      int indent = head.indent() + head.marker().length() + 1;
      open(
          new LineHead(fenced.kind(), quotes, indent, fenced.marker(), fenced.content()),
          rest.subSequence(fenced.content(), rest.length()),
          before);
      return true;
    }
    text(before, rest.subSequence(box(rest).isEmpty() ? 0 : 4, rest.length()), Style.PLAIN);
    textBefore = true;
    return true;
  }

  private static String box(CharSequence item) {
    String begins = item.subSequence(0, Math.min(4, item.length())).toString();
    return switch (begins) {
      case "[ ] " -> "☐ ";
      case "[x] ", "[X] " -> "☑ ";
      default -> "";
    };
  }

  /** Ends what a line of this kind and indent does not belong to, and leaves a blank line. */
  private void place(LineHead head) {
    endTable();
    if (head.quotes() != quotes) {
      lists.end();
    }
    boolean goesOn = head.kind() == LineHead.Kind.TEXT && textBefore;
    if (!goesOn && head.kind() != LineHead.Kind.ITEM) {
      lists.leave(head.indent());
    }
    if (blankBefore) {
      lines.whole(BAR.repeat(Math.min(quotes, quotesOfBlank)));
    }
    quotes = head.quotes();
    blankBefore = false;
    textBefore = false;
    anything = true;
  }

  private String prefix() {
    return prefix(lists.shown());
  }

  private String prefix(int indent) {
    return BAR.repeat(quotes) + " ".repeat(indent);
  }

  private void text(String before, CharSequence rest, Style style) {
    lines.start(before.isEmpty() ? prefix() : before, prefix());
    inline.start(style);
    inline.add(rest.toString());
  }

  private void code(String indent, CharSequence rest) {
    lines.start(prefix() + indent, "");
    verbatim = true;
    rest.codePoints().forEach(lines::verbatim);
  }

  private void open(LineHead head, CharSequence info, String before) {
    String marker = before.isEmpty() ? prefix() : before;
    String language = info.toString().substring(head.marker().length()).strip();
    lines.whole(marker + rule(language));
    fence = Fence.of(head);
  }

  private boolean beginInFence(Fence open, CharSequence line, boolean complete) {
    Fence.Line read = open.read(line, complete);
    return switch (read.kind()) {
      case UNDECIDED -> false;
      case CODE -> {
        code("", line.subSequence(read.content(), line.length()));
        yield true;
      }
      case END -> {
        close();
        yield true;
      }
      case OUTSIDE -> {
        close();
        yield begin(line, complete);
      }
    };
  }

  private void close() {
    fence = null;
    lines.whole(prefix() + rule(""));
  }

  /** A line across the screen, with a word in it. */
  private String rule(String word) {
    int limit = columns.getAsInt() > 0 ? columns.getAsInt() : RULE_WHERE_WIDTH_IS_UNKNOWN;
    int room = Math.min(limit, LONGEST_RULE) - CellWidth.ofStyled(prefix());
    String begins = word.isEmpty() ? "" : "── " + word + " ";
    return Style.DIM.paint(begins + "─".repeat(Math.max(3, room - CellWidth.of(begins))));
  }

  /** Goes on with the line. */
  void content(int codePoint) {
    if (verbatim) {
      lines.verbatim(codePoint);
    } else {
      inline.add(codePoint);
    }
  }

  /** Writes what no further text can change. */
  void flush() {
    inline.flush();
  }

  void endLine() {
    inline.end();
    verbatim = false;
  }

  private void endTable() {
    if (table.isEmpty()) {
      return;
    }
    if (table.isTable()) {
      int limit = columns.getAsInt();
      int room = limit <= 0 ? 0 : Math.max(1, limit - CellWidth.ofStyled(prefix()));
      table.shown(room).forEach(line -> lines.whole(prefix() + line));
    } else {
      for (String line : table.lines()) {
        text("", line, Style.PLAIN);
        inline.end();
      }
    }
    table.clear();
  }

  /** Shows what waited for more lines. */
  void end() {
    endTable();
    if (fence != null) {
      close();
    }
  }
}
