package dev.runnel.cli.render;

/**
 * Sets a JSON text on lines, for a person, as it comes. What does not begin as an object or array,
 * and what stands behind its end, stays as it is.
 */
public final class JsonIndent implements TextFilter {
  private static final int DEEPEST = 40; // deeper lines would stand beside the window

  private enum Place {
    BEFORE,
    INSIDE,
    IN_STRING,
    ESCAPED,
    AS_IT_IS
  }

  private Place place = Place.BEFORE;
  private boolean opened; // the last character began an object or array
  private int depth;

  @Override
  public String next(String piece) {
    StringBuilder shown = new StringBuilder(piece.length() * 2);
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      switch (place) {
        case BEFORE -> before(c, shown);
        case INSIDE -> inside(c, shown);
        case AS_IT_IS -> shown.append(c);
        default -> inString(c, shown);
      }
    }
    return shown.toString();
  }

  @Override
  public String end() {
    return "";
  }

  private void before(char c, StringBuilder shown) {
    if (c == '{' || c == '[') {
      place = Place.INSIDE;
      inside(c, shown);
    } else {
      place = isSpace(c) ? Place.BEFORE : Place.AS_IT_IS;
      shown.append(c);
    }
  }

  private void inString(char c, StringBuilder shown) {
    shown.append(c);
    if (place == Place.ESCAPED) {
      place = Place.IN_STRING;
    } else if (c == '"') {
      place = Place.INSIDE;
    } else if (c == '\\') {
      place = Place.ESCAPED;
    }
  }

  private void inside(char c, StringBuilder shown) {
    if (isSpace(c)) {
      return;
    }
    boolean closes = c == '}' || c == ']';
    if (closes) {
      depth--;
    }
    if (opened != closes) { // the first thing within, or the end of more than nothing
      newLine(shown);
    }
    opened = c == '{' || c == '[';
    shown.append(c);
    if (opened) {
      depth++;
    }
    if (c == ',') {
      newLine(shown);
    } else if (c == ':') {
      shown.append(' ');
    } else if (c == '"') {
      place = Place.IN_STRING;
    } else if (closes && depth <= 0) {
      place = Place.AS_IT_IS;
    }
  }

  private void newLine(StringBuilder shown) {
    shown.append('\n').append("  ".repeat(Math.min(DEEPEST, Math.max(0, depth))));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
