package dev.runnel.gateway.anthropic;

/** Finds where a JSON object ends that comes in pieces. Takes for granted that it is one. */
final class ObjectEnd {
  private int depth;
  private boolean begun;
  private boolean quoted;
  private boolean escaped;

  void read(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (escaped) {
        escaped = false;
      } else if (quoted) {
        escaped = c == '\\';
        quoted = c != '"';
      } else {
        outside(c);
      }
    }
  }

  private void outside(char c) {
    switch (c) {
      case '"' -> quoted = true;
      case '{', '[' -> {
        begun = true;
        depth++;
      }
      case '}', ']' -> depth--;
      default -> {}
    }
  }

  boolean reached() {
    return begun && depth <= 0;
  }
}
