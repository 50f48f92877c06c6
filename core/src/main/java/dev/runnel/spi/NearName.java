package dev.runnel.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the name that someone probably meant.
 *
 * <p>Names of models often end in the date of a release ({@code gpt-4o-2024-08-06}, {@code
 * claude-sonnet-4-20250514}). A date has many letters and little meaning: names that are the same
 * without it are nearer to each other than to any others, and it does not count as a mistake.
 */
public final class NearName {
  private static final Pattern DATE =
      Pattern.compile(
          "(.+?)[-@](?:20\\d{6}|20\\d{2}-\\d{2}-\\d{2}|\\d{2}-20\\d{2}|\\d{3,4}|latest)");

  private static final Pattern NUMBER = Pattern.compile("[-.]\\d{1,2}");

  private NearName() {}

  /**
   * The candidate nearest to a name that nobody has: one that differs by a date at most, or with at
   * most a third of the name's letters wrong (one at least), or that goes on where the name ends,
   * or at whose end the name goes on with a hyphen. Of several the one with the fewest wrong
   * letters, where a further number, as in {@code -6}, is none; the first of equals.
   */
  public static Optional<String> of(String name, Collection<String> candidates) {
    Wanted wanted = new Wanted(name.toLowerCase(Locale.ROOT));
    return nearest(candidates.stream().filter(wanted::isButForADate), wanted::wrongLetters)
        .or(() -> nearest(candidates.stream().filter(wanted::isTolerable), wanted::wrongWords))
        .or(() -> candidates.stream().filter(wanted::isBeginningOf).findFirst())
        .or(
            () ->
                candidates.stream()
                    .filter(wanted::goesOnAfter)
                    .max(Comparator.comparingInt(String::length)));
  }

  private static Optional<String> nearest(Stream<String> candidates, ToIntFunction<String> cost) {
    return candidates.min(Comparator.comparingInt(cost));
  }

  private record Wanted(String name) {
    /** One letter is the beginning of too many names. */
    private static final int SHORTEST_BEGINNING = 2;

    /** What goes on after a shorter name is seldom of its family. */
    private static final int SHORTEST_STEM = 4;

    boolean isButForADate(String candidate) {
      return undated(lower(candidate)).equals(undated(name));
    }

    boolean isTolerable(String candidate) {
      return wrongWords(candidate) <= Math.max(1, undated(name).length() / 3);
    }

    boolean isBeginningOf(String candidate) {
      return name.length() >= SHORTEST_BEGINNING && lower(candidate).startsWith(name);
    }

    boolean goesOnAfter(String candidate) {
      return candidate.length() >= SHORTEST_STEM && name.startsWith(lower(candidate) + "-");
    }

    int wrongLetters(String candidate) {
      return distance(name, lower(candidate));
    }

    /** How many letters are wrong before the date. */
    int wrongWords(String candidate) {
      String other = undated(lower(candidate));
      String mine = undated(name);
      return other.startsWith(mine) && NUMBER.matcher(other.substring(mine.length())).matches()
          ? 0
          : distance(mine, other);
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }

    private static String undated(String text) {
      Matcher dated = DATE.matcher(text);
      return dated.matches() ? dated.group(1) : text;
    }
  }

  /** Damerau's distance, restricted to swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(substitution, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
