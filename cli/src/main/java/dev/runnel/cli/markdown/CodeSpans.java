package dev.runnel.cli.markdown;

/** Where code within a line ends, by CommonMark's rules. */
final class CodeSpans {
  private CodeSpans() {}

  /**
   * The next run of exactly so many backticks.
   *
   * @param last it does not begin behind this
   * @return where it begins; below 0: there is none
   */
  static int closing(String text, int from, int length, int last) {
    int at = text.indexOf('`', from);
    while (at >= 0 && at <= last) {
      int end = at;
      while (end < text.length() && text.charAt(end) == '`') {
        end++;
      }
      if (end - at == length) {
        return at;
      }
      at = text.indexOf('`', end);
    }
    return -1;
  }

  /** Without the one blank on each side that lets code begin with a backtick. */
  static String trimmed(String code) {
    boolean padded = code.length() > 2 && code.startsWith(" ") && code.endsWith(" ");
    return padded && !code.isBlank() ? code.substring(1, code.length() - 1) : code;
  }
}
