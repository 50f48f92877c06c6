package dev.runnel.sandbox.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a text into word-like tokens, as models do: a word with the space before it. */
final class Words {

  // Sixteen code points at most, so that a text without spaces streams too. The classes match code
  // points, so no surrogate pair is halved.
  private static final Pattern WORD = Pattern.compile("\\s*\\S{1,16}|\\s+");

  private Words() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
