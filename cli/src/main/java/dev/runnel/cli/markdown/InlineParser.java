package dev.runnel.cli.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is emphasised, code or a link in one line of text, by CommonMark's rules, of a text
 * whose end may not be there yet: then only the beginning is taken that no further text can change.
 * What opens and is not closed within {@link #REACH} characters is taken as it stands.
 */
final class InlineParser {
  /** How far from its beginning something may end; what is shown lags behind no further. */
  static final int REACH = 400;

  /**
   * What was understood.
   *
   * @param spans the text, styled
   * @param length how many characters of the text that was
   */
  record Result(List<Span> spans, int length) {}

  private final String text;
  private final int previous;
  private final boolean complete;
  private final List<Piece> pieces = new ArrayList<>();
  private int at;

  /**
   * @param previous the code point before the text; a newline at its beginning
   * @param complete whether nothing follows
   */
  InlineParser(String text, int previous, boolean complete) {
    this.text = text;
    this.previous = previous;
    this.complete = complete;
  }

  Result parse() {
    while (at < text.length() && step()) {}
    int cut = new Emphasis(pieces).resolve(at, complete);
    List<Span> spans = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.start < cut) {
        piece.spans().forEach(spans::add);
      }
    }
    return new Result(spans, cut);
  }

  /** Takes what stands here, unless it takes more text to know what it is. */
  private boolean step() {
    char c = text.charAt(at);
    return switch (c) {
      case '\\' -> escape();
      case '`' -> code();
      case '[' -> link(at);
      case '!' -> image();
      case '<' -> autolink();
      case '*', '_', '~' -> delimiters(c);
      default -> plain();
    };
  }

  private boolean plain() {
    int end = at + 1;
    while (end < text.length() && "\\`[!<*_~".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return take(end, new Span(text.substring(at, end), Style.PLAIN));
  }

  private boolean literal(int end) {
    return take(end, new Span(text.substring(at, end), Style.PLAIN));
  }

  private boolean take(int end, Span... spans) {
    pieces.add(new Piece(at, List.of(spans)));
    at = end;
    return true;
  }

  private boolean escape() {
    if (at + 1 == text.length()) {
      return complete && literal(at + 1);
    }
    String escaped = text.substring(at + 1, at + 2);
    return asciiPunctuation(escaped.charAt(0))
        ? take(at + 2, new Span(escaped, Style.PLAIN))
        : literal(at + 1);
  }

  private boolean code() {
    int opened = runEnd(at);
    int length = opened - at;
    if (opened == text.length() && !complete) {
      return false;
    }
    int closing = CodeSpans.closing(text, opened, length, at + REACH);
    if (closing >= 0 && (complete || closing + length < text.length())) {
      String inside = CodeSpans.trimmed(text.substring(opened, closing));
      return take(closing + length, new Span(inside, Style.CODE));
    }
    return decided() && literal(opened);
  }

  private boolean image() {
    if (at + 1 == text.length()) {
      return complete && literal(at + 1);
    }
    return text.charAt(at + 1) == '[' ? link(at + 1) : literal(at + 1);
  }

  private boolean link(int bracket) {
    Link link = Link.at(text, bracket, Math.min(text.length(), at + REACH), decided());
    if (link != null) {
      List<Span> spans = new ArrayList<>();
      new InlineParser(link.text(), '[', true)
          .parse()
          .spans()
          .forEach(span -> spans.add(span.and(Style.UNDERLINE)));
      if (!link.target().isEmpty() && !link.target().equals(link.text())) {
        spans.add(new Span(" (" + link.target() + ")", Style.DIM));
      }
      return take(link.end(), spans.toArray(Span[]::new));
    }
    boolean hopeless = Link.hopeless(text, bracket);
    return (decided() || hopeless) && literal(bracket + 1);
  }

  private boolean autolink() {
    int end = at + 1;
    while (end < text.length() && " <>\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean closed = end < text.length() && text.charAt(end) == '>' && end - at <= REACH;
    if (closed && Link.address(text.substring(at + 1, end))) {
      return take(end + 1, new Span(text.substring(at + 1, end), Style.UNDERLINE));
    }
    return (end < text.length() || decided()) && literal(at + 1);
  }

  /** Whether what begins here cannot be ended by text that is still to come. */
  private boolean decided() {
    return complete || text.length() - at > REACH;
  }

  private boolean delimiters(char c) {
    int end = runEnd(at);
    if (end == text.length() && !complete) {
      return false;
    }
    int before = at == 0 ? previous : text.codePointBefore(at);
    int after = end == text.length() ? '\n' : text.codePointAt(end);
    if (c == '~' && end - at != 2) {
      return literal(end);
    }
    pieces.add(Piece.delimiter(at, c, end - at, before, after));
    at = end;
    return true;
  }

  private int runEnd(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    return end;
  }

  static boolean asciiPunctuation(char c) {
    return (c >= '!' && c <= '/')
        || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`')
        || (c >= '{' && c <= '~');
  }
}
