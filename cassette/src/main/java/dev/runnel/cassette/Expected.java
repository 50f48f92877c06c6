package dev.runnel.cassette;

import dev.runnel.api.Secret;

/** Whether a text is the one that was recorded. */
final class Expected {
  private Expected() {}

  /**
   * Compares.
   *
   * @param recorded {@code ***} in it stands for anything, also for nothing
   * @param strict whether what programs make anew for each request counts, too
   */
  static boolean matches(String recorded, String got, boolean strict) {
    return recorded.equals(got)
        || glob(recorded, got)
        || (!strict && glob(MachineMade.blanked(recorded), MachineMade.blanked(got)));
  }

  private static boolean glob(String pattern, String text) {
    String[] parts = pattern.split(java.util.regex.Pattern.quote(Secret.MASK), -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0]) || text.length() < parts[0].length() + last.length()) {
      return false;
    }
    int position = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], position);
      if (found < 0) {
        return false;
      }
      position = found + parts[i].length();
    }
    return text.length() - last.length() >= position && text.endsWith(last);
  }
}
