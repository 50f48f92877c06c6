package dev.runnel.cli.input;

import java.util.List;

/** Joins what was typed and what was piped. */
public final class Prompt {
  private Prompt() {}

  /**
   * The prompt: the arguments joined by spaces, then the piped text behind a blank line. The line
   * end that closes a piped text is not part of it.
   *
   * @return empty where nothing was typed or piped
   */
  public static String of(List<String> arguments, String piped) {
    String typed = String.join(" ", arguments);
    String read = withoutLastLineEnd(piped);
    if (typed.isBlank() || read.isBlank()) {
      return typed.isBlank() ? (read.isBlank() ? "" : read) : typed;
    }
    return typed + "\n\n" + read;
  }

  private static String withoutLastLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
