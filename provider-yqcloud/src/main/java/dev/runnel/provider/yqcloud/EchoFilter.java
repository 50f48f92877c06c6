package dev.runnel.provider.yqcloud;

import java.util.function.Consumer;

/**
 * Takes the echo of what was sent (prefix and message, or the prefix alone) from the start of an
 * answer, wherever the network cuts it. All other text survives, the prefix in the middle of an
 * answer included. Not thread-safe; one an answer.
 */
final class EchoFilter {
  private final String prefix;
  private final String echo;
  private final Consumer<String> out;

  /** What came so far; while not open it is the beginning of an echo. */
  private final StringBuilder held = new StringBuilder();

  private boolean open;

  /**
   * Prepares a filter.
   *
   * @param prefix what was put before the message; where it is empty nothing is filtered
   */
  EchoFilter(String prefix, String message, Consumer<String> out) {
    this.prefix = prefix;
    this.echo = prefix + message;
    this.out = out;
    this.open = prefix.isEmpty();
  }

  void text(String piece) {
    if (open) {
      out.accept(piece);
      return;
    }
    int from = held.length();
    held.append(piece);
    if (held.length() >= echo.length() || !echo.startsWith(piece, from)) {
      release();
    }
  }

  /** Nothing more comes: what was held back, since it could have become the echo, is let go. */
  void end() {
    if (!open) {
      release();
    }
  }

  private void release() {
    open = true;
    String text = held.toString();
    held.setLength(0);
    held.trimToSize();
    String rest = text;
    if (text.startsWith(echo)) {
      rest = text.substring(echo.length());
    } else if (text.startsWith(prefix)) {
      rest = text.substring(prefix.length());
    }
    if (!rest.isEmpty()) {
      out.accept(rest);
    }
  }
}
