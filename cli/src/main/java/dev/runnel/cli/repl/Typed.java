package dev.runnel.cli.repl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed, as it is meant: lines that ended with a backslash are joined, the quotes
 * around a block are gone.
 */
final class Typed {
  static final String BLOCK = "\"\"\"";

  private static final Pattern COMMAND = Pattern.compile("(/[a-z]+)(?:\\s+(.*))?", Pattern.DOTALL);

  /**
   * A command.
   *
   * @param name with its slash; perhaps none that there is
   * @param argument as a text is meant; may be empty
   */
  record Command(String name, String argument) {}

  private Typed() {}

  /** Whether more is to come: the line ends with a backslash, or a block is open. */
  static boolean unfinished(String input) {
    Matcher command = COMMAND.matcher(input);
    boolean argued = command.matches() && command.group(2) != null;
    String text = (argued ? command.group(2) : input).stripLeading();
    if (text.startsWith(BLOCK)) {
      return text.indexOf(BLOCK, BLOCK.length()) < 0;
    }
    return continues(input);
  }

  // Two backslashes are one that was meant.
  private static boolean continues(String input) {
    int end = input.length();
    while (end > 0 && input.charAt(end - 1) == '\\') {
      end--;
    }
    return (input.length() - end) % 2 == 1;
  }

  /** The command that this is; empty: it is text. A text may begin with a blank and a slash. */
  static Optional<Command> command(String input) {
    Matcher matcher = COMMAND.matcher(input.stripTrailing());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String argument = matcher.group(2) == null ? "" : text(matcher.group(2));
    return Optional.of(new Command(matcher.group(1), argument));
  }

  /** The text to ask. */
  static String text(String input) {
    String text = input.strip();
    if (text.startsWith(BLOCK)) {
      int end = text.indexOf(BLOCK, BLOCK.length());
      String inside = text.substring(BLOCK.length(), end < 0 ? text.length() : end);
      String after = end < 0 ? "" : text.substring(end + BLOCK.length());
      String block = inside.startsWith("\n") ? inside.substring(1) : inside;
      return (block.stripTrailing() + after).stripTrailing();
    }
    return text.replaceAll("(?<!\\\\)\\\\\n", "\n");
  }
}
