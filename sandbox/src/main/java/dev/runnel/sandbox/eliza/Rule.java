package dev.runnel.sandbox.eliza;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What to say to a sentence that holds a pattern. In a reply, {@code {}} stands for the pattern's
 * first group, seen from the other side ("my" for "your").
 */
record Rule(Pattern pattern, List<String> replies) {

  static Rule to(String regex, String... replies) {
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
    return new Rule(Pattern.compile(regex, flags), List.of(replies));
  }
}
