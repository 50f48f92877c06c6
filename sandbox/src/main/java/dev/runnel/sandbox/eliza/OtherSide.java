package dev.runnel.sandbox.eliza;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Turns a phrase to the other side of the conversation: "my cat and you" is "your cat and I". */
final class OtherSide {

  private static final Pattern WORD = Pattern.compile("[\\p{L}']+");

  private static final Map<String, String> SWAPS =
      Map.ofEntries(
          Map.entry("i", "you"),
          Map.entry("i'm", "you are"),
          Map.entry("i've", "you have"),
          Map.entry("me", "you"),
          Map.entry("my", "your"),
          Map.entry("mine", "yours"),
          Map.entry("myself", "yourself"),
          Map.entry("am", "are"),
          Map.entry("you", "I"),
          Map.entry("you're", "I am"),
          Map.entry("your", "my"),
          Map.entry("yours", "mine"),
          Map.entry("yourself", "myself"));

  private OtherSide() {}

  static String of(String phrase) {
    return WORD.matcher(phrase).replaceAll(OtherSide::swapped);
  }

  private static String swapped(MatchResult word) {
    return SWAPS.getOrDefault(word.group().toLowerCase(Locale.ROOT), word.group());
  }
}
