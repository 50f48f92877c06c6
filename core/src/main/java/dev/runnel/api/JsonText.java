package dev.runnel.api;

/** Reads JSON text as far as to say whether it is one whole object (RFC 8259). */
final class JsonText {
  /** No honest arguments nest deeper; and a reader that recurses has a bottom. */
  private static final int DEEPEST = 256;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  static boolean isObject(String text) {
    JsonText json = new JsonText(text);
    json.space();
    if (json.peek() != '{' || !json.value(0)) {
      return false;
    }
    json.space();
    return json.at == text.length();
  }

  private boolean value(int depth) {
    space();
    return switch (peek()) {
      case '{' -> depth < DEEPEST && members('}', true, depth + 1);
      case '[' -> depth < DEEPEST && members(']', false, depth + 1);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean members(char end, boolean named, int depth) {
    at++;
    space();
    if (taken(end)) {
      return true;
    }
    do {
      space();
      if (named && !(string() && colon())) {
        return false;
      }
      if (!value(depth)) {
        return false;
      }
      space();
    } while (taken(','));
    return taken(end);
  }

  private boolean colon() {
    space();
    return taken(':');
  }

  private boolean string() {
    if (!taken('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    char c = peek();
    at++;
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int end = at + 4; at < end; at++) {
      if ("0123456789abcdefABCDEF".indexOf(peek()) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean word(String word) {
    boolean met = text.startsWith(word, at);
    at += word.length();
    return met;
  }

  private boolean number() {
    taken('-');
    if (!taken('0') && !digits()) {
      return false;
    }
    if (taken('.') && !digits()) {
      return false;
    }
    if (taken('e') || taken('E')) {
      if (!taken('+')) {
        taken('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int first = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > first;
  }

  private void space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private boolean taken(char c) {
    boolean is = peek() == c;
    at += is ? 1 : 0;
    return is;
  }

  /** The next character; 0, which JSON text never has outside of its strings, at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }
}
