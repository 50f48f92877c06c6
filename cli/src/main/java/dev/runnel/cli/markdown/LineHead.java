package dev.runnel.cli.markdown;

import java.util.Optional;

/**
 * What a line is, told by how it begins.
 *
 * @param kind what it is
 * @param quotes how many quotes it is in
 * @param indent how many columns it is indented by, within its quotes
 * @param marker of a list item: its number or bullet as it was written; of a heading: its signs; of
 *     a fence: the fence
 * @param content where its content begins
 */
record LineHead(Kind kind, int quotes, int indent, String marker, int content) {
  /** What a line can be. */
  enum Kind {
    BLANK,
    TEXT,
    HEADING,
    RULE,
    ITEM,
    FENCE,
    TABLE_ROW,
    INDENTED
  }

  private static final int TAB_STOPS = 4;
  private static final int CODE_INDENT = 4;

  /**
   * Reads the beginning of a line.
   *
   * @param complete whether that is the whole line
   * @param codeMayStand whether a line that is indented by four columns is code
   * @return empty: it takes more of the line to know
   */
  static Optional<LineHead> read(CharSequence line, boolean complete, boolean codeMayStand) {
    return new Reader(line, complete, codeMayStand).read();
  }

  private static final class Reader {
    private final CharSequence line;
    private final boolean complete;
    private final boolean codeMayStand;
    private int quotes;
    private int indent;
    private int at;

    Reader(CharSequence line, boolean complete, boolean codeMayStand) {
      this.line = line;
      this.complete = complete;
      this.codeMayStand = codeMayStand;
    }

    Optional<LineHead> read() {
      skipBlanks();
      while (at < line.length() && line.charAt(at) == '>') {
        if (at + 1 == line.length() && !complete) {
          return Optional.empty();
        }
        quotes++;
        at++;
        indent = at < line.length() && line.charAt(at) == ' ' ? -1 : 0; // that one belongs to it
        skipBlanks();
      }
      indent = Math.max(0, indent);
      if (at == line.length()) {
        return complete ? head(Kind.BLANK, "", at) : Optional.empty();
      }
      if (codeMayStand && indent >= CODE_INDENT) {
        return head(Kind.INDENTED, "", at);
      }
      char c = line.charAt(at);
      return switch (c) {
        case '#' -> heading();
        case '-', '*', '+', '_' -> bulletOrRule(c);
        case '`', '~' -> fence(c);
        case '|' -> whole(Kind.TABLE_ROW, "");
        default -> c >= '0' && c <= '9' ? number() : text();
      };
    }

    private void skipBlanks() {
      for (; at < line.length(); at++) {
        char c = line.charAt(at);
        if (c == '\t') {
          indent += TAB_STOPS - Math.max(0, indent) % TAB_STOPS;
        } else if (c == ' ') {
          indent++;
        } else {
          return;
        }
      }
    }

    private Optional<LineHead> head(Kind kind, String marker, int content) {
      return Optional.of(new LineHead(kind, quotes, indent, marker, content));
    }

    private Optional<LineHead> text() {
      return head(Kind.TEXT, "", at);
    }

    /** What takes the whole line to be known. */
    private Optional<LineHead> whole(Kind kind, String marker) {
      return complete ? head(kind, marker, at) : Optional.empty();
    }

    private int runEnd() {
      int end = at;
      while (end < line.length() && line.charAt(end) == line.charAt(at)) {
        end++;
      }
      return end;
    }

    private Optional<LineHead> heading() {
      int end = runEnd();
      if (end == line.length() && !complete) {
        return Optional.empty();
      }
      boolean heading = end - at <= 6 && (end == line.length() || blank(line.charAt(end)));
      return heading ? content(Kind.HEADING, end) : text();
    }

    private Optional<LineHead> bulletOrRule(char c) {
      int signs = 0;
      for (int i = at; i < line.length(); i++) {
        if (line.charAt(i) == c) {
          signs++;
        } else if (!blank(line.charAt(i))) {
          return bulletOrText(c);
        }
      }
      if (!complete) {
        return Optional.empty();
      }
      return signs >= 3 && c != '+' ? head(Kind.RULE, "", line.length()) : bulletOrText(c);
    }

    private Optional<LineHead> bulletOrText(char c) {
      int next = at + 1;
      boolean item = c != '_' && (next == line.length() || blank(line.charAt(next)));
      return item ? content(Kind.ITEM, next) : text();
    }

    private Optional<LineHead> number() {
      int end = at;
      while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
        end++;
      }
      if (end == line.length() || end + 1 == line.length()) {
        if (!complete) {
          return end - at > 9 ? text() : Optional.empty();
        }
        return text();
      }
      char dot = line.charAt(end);
      boolean item = end - at <= 9 && (dot == '.' || dot == ')') && blank(line.charAt(end + 1));
      return item ? content(Kind.ITEM, end + 1) : text();
    }

    /** The content behind a marker and the blanks after it. */
    private Optional<LineHead> content(Kind kind, int markerEnd) {
      int content = markerEnd;
      while (content < line.length() && blank(line.charAt(content))) {
        content++;
      }
      if (content == line.length() && !complete) {
        return Optional.empty();
      }
      return head(kind, line.subSequence(at, markerEnd).toString(), content);
    }

    private Optional<LineHead> fence(char c) {
      int end = runEnd();
      if (end - at < 3) {
        return end == line.length() && !complete ? Optional.empty() : text();
      }
      if (c == '`' && line.subSequence(end, line.length()).toString().indexOf('`') >= 0) {
        return text(); // code within a line
      }
      return whole(Kind.FENCE, line.subSequence(at, end).toString());
    }

    private static boolean blank(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
