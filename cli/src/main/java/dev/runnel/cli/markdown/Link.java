package dev.runnel.cli.markdown;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link, {@code [text](target "title")}.
 *
 * @param text between the brackets, as it was written
 * @param target where it leads
 * @param end the position behind it
 */
record Link(String text, String target, int end) {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\\s<>]*|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");
  private static final Pattern INSIDE =
      Pattern.compile("\\s*(?:<([^<>\\n]*)>|(\\S*?))(?:\\s+(?:\"[^\"]*\"|'[^']*'))?\\s*");

  /** Whether this, between angle brackets, is a link. */
  static boolean address(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /**
   * The link that begins at a bracket, if one does.
   *
   * @param limit it ends before this
   * @param settled whether no further text can close code that is open
   */
  static @Nullable Link at(String text, int bracket, int limit, boolean settled) {
    int close = closing(text, bracket, '[', ']', limit, settled);
    if (close < 0 || close + 1 >= limit || text.charAt(close + 1) != '(') {
      return null;
    }
    int end = closing(text, close + 1, '(', ')', limit, true);
    if (end < 0) {
      return null;
    }
    var inside = INSIDE.matcher(text.substring(close + 2, end));
    if (!inside.matches()) {
      return null;
    }
    String target = inside.group(1) != null ? inside.group(1) : inside.group(2);
    return new Link(text.substring(bracket + 1, close), target, end + 1);
  }

  /** Whether no further text makes a link of what begins at a bracket. */
  static boolean hopeless(String text, int bracket) {
    int close = closing(text, bracket, '[', ']', text.length(), false);
    if (close < 0 || close + 1 >= text.length()) {
      return false;
    }
    return text.charAt(close + 1) != '('
        || closing(text, close + 1, '(', ')', text.length(), true)
            >= 0; // closed, and still no link
  }

  /** The bracket that closes; escaped ones and those in code do not count. Below 0: none. */
  private static int closing(
      String text, int open, char opens, char closes, int limit, boolean settled) {
    int depth = 0;
    for (int i = open; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '`' && opens == '[') {
        int behind = behindCode(text, i, limit);
        if (behind < 0 && !settled) {
          return -1;
        }
        i = Math.abs(behind) - 1;
      } else if (c == opens) {
        depth++;
      } else if (c == closes && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The position behind code; where it is not closed, that behind its backticks, negated. */
  private static int behindCode(String text, int backtick, int limit) {
    int opened = backtick;
    while (opened < text.length() && text.charAt(opened) == '`') {
      opened++;
    }
    int closing = CodeSpans.closing(text, opened, opened - backtick, limit);
    return closing < 0 ? -opened : closing + opened - backtick;
  }
}
