package dev.runnel.config.template;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in a text, written <code>{{name}}</code>: prompts hold dollar signs and single braces
 * all the time, two braces around a name hardly ever. A backslash before the braces makes them what
 * they are; any other braces are what they are anyway.
 */
final class Placeholders {
  static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(\\\\)?\\{\\{\\s*(" + NAME + ")\\s*}}");

  private Placeholders() {}

  /** The variables' names in the order in which they appear. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        names.add(matcher.group(2));
      }
    }
    return names;
  }

  /**
   * The text with the values in their places. A value is taken as it is: braces in it are no
   * variables.
   *
   * @param values of all names in the text
   */
  static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) == null
                        ? values.getOrDefault(match.group(2), match.group())
                        : match.group().substring(1)));
  }
}
