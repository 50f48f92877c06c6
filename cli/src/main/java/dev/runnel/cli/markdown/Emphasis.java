package dev.runnel.cli.markdown;

import java.util.ArrayList;
import java.util.List;

/** Pairs the runs of delimiters in a line, by CommonMark's algorithm. */
final class Emphasis {
  private final List<Piece> pieces;
  private final List<Match> matches = new ArrayList<>();

  private record Match(Piece opener, Piece closer) {}

  Emphasis(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * Styles what is emphasised.
   *
   * @param end how much of the text the pieces are
   * @param complete whether nothing follows
   * @return up to where no further text can change anything
   */
  int resolve(int end, boolean complete) {
    for (int i = 0; i < pieces.size(); i++) {
      Piece closer = pieces.get(i);
      while (closer.closes && closer.left > 0) {
        int opener = opener(i);
        if (opener < 0) {
          break;
        }
        match(opener, i);
      }
    }
    return complete ? end : stable(end);
  }

  private int opener(int closing) {
    Piece closer = pieces.get(closing);
    for (int i = closing - 1; i >= 0; i--) {
      Piece opener = pieces.get(i);
      if (closer.start - opener.start > InlineParser.REACH) {
        return -1;
      }
      if (opener.delimiter == closer.delimiter
          && opener.opens
          && opener.left > 0
          && !ruleOfThree(opener, closer)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean ruleOfThree(Piece opener, Piece closer) {
    return (opener.closes || closer.opens)
        && (opener.length + closer.length) % 3 == 0
        && (opener.length % 3 != 0 || closer.length % 3 != 0);
  }

  private void match(int opening, int closing) {
    Piece opener = pieces.get(opening);
    Piece closer = pieces.get(closing);
    int used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    Style style = opener.delimiter == '~' ? Style.STRIKE : used == 2 ? Style.BOLD : Style.ITALIC;
    for (Piece inside : pieces.subList(opening + 1, closing)) {
      inside.style(style);
      inside.opens = false;
      inside.closes = false;
    }
    opener.left -= used;
    closer.left -= used;
    matches.add(new Match(opener, closer));
  }

  private int stable(int end) {
    int cut = end;
    for (Piece piece : pieces) {
      if (piece.opens && piece.left > 0 && end - piece.start <= InlineParser.REACH) {
        cut = piece.start;
        break;
      }
    }
    // A run that has closed something and may open something else is taken with what it closed.
    for (int i = matches.size() - 1; i >= 0; i--) {
      Match match = matches.get(i);
      if (match.opener().start < cut && cut <= match.closer().start) {
        cut = match.opener().start;
      }
    }
    return cut;
  }
}
