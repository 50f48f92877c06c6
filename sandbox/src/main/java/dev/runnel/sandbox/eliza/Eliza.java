package dev.runnel.sandbox.eliza;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weizenbaum's Eliza of 1966, in small: keywords, reflected phrases and a memory of what was said.
 * Its reply depends on the conversation and the seed alone. Immutable, safe for use by any thread.
 */
public final class Eliza {

  private static final int LONGEST_QUOTE = 60;
  private static final int LONGEST_READ = 2_000;
  private static final Pattern NAME =
      Pattern.compile("(?i)\\bmy name is (\\S{1,40}?)[.!?,]*(?:\\s|$)");
  private static final Pattern ASKED_NAME =
      Pattern.compile("(?i)\\b(?:what is|what's) my name\\b|\\bwho am i\\b");

  private final long seed;

  public Eliza(long seed) {
    this.seed = seed;
  }

  /**
   * What Eliza says to the last message of {@code conversation}, given all before it; never blank.
   */
  public String reply(List<Turn> conversation) {
    requireNonNull(conversation, "conversation is null");
    List<String> said =
        conversation.stream().filter(Turn::byUser).map(turn -> start(turn.text())).toList();
    if (said.isEmpty() || said.get(said.size() - 1).isBlank()) {
      return chosen(Rules.SILENCE, said);
    }
    String last = said.get(said.size() - 1);
    List<String> before = said.subList(0, said.size() - 1);
    if (ASKED_NAME.matcher(last).find()) {
      Optional<String> name = nameIn(before);
      if (name.isPresent()) {
        return "You told me that your name is " + name.get() + ". Why do you ask?";
      }
    }
    for (Rule rule : Rules.RULES) {
      Matcher matcher = rule.pattern().matcher(last);
      if (matcher.find()) {
        String group = matcher.groupCount() > 0 ? quote(matcher.group(1)) : "";
        return filled(chosen(rule.replies(), said), OtherSide.of(group));
      }
    }
    return otherwise(last, before, said);
  }

  private String otherwise(String last, List<String> before, List<String> said) {
    List<String> worthwhile = before.stream().filter(text -> text.length() > 12).toList();
    if (!worthwhile.isEmpty() && pick(said, 3) == 0) {
      String remembered = worthwhile.get(pick(said, worthwhile.size()));
      return filled(chosen(Rules.REMEMBERED, said), quote(remembered));
    }
    return filled(chosen(Rules.OTHERWISE, said), quote(last));
  }

  private static Optional<String> nameIn(List<String> said) {
    Optional<String> name = Optional.empty();
    for (String text : said) {
      Matcher matcher = NAME.matcher(text);
      if (matcher.find()) {
        name = Optional.of(matcher.group(1));
      }
    }
    return name;
  }

  private static String filled(String reply, String phrase) {
    return reply.replace("{}", phrase);
  }

  private String chosen(List<String> replies, List<String> said) {
    return replies.get(pick(said, replies.size()));
  }

  /**
   * A number below {@code bound} that is the same whenever the same was said under the same seed.
   */
  private int pick(List<String> said, int bound) {
    long hash = seed;
    for (String text : said) {
      hash = hash * 31 + text.hashCode();
    }
    // The finaliser of SplitMix64: String.hashCode alone favours some remainders.
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return (int) Long.remainderUnsigned(hash ^ (hash >>> 31), bound);
  }

  private static String start(String text) {
    return cut(text, LONGEST_READ);
  }

  /** The phrase on one line, without its final punctuation, cut between code points. */
  private static String quote(String phrase) {
    String line = phrase.strip().replaceAll("\\s+", " ").replaceAll("[.!?,;:]+$", "");
    String cut = cut(line, LONGEST_QUOTE);
    return cut.length() < line.length() ? cut + "…" : cut;
  }

  private static String cut(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints));
  }
}
