package dev.runnel.gateway.soak;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All plans of one soak.
 *
 * @param seed from which they are made
 * @param mostTokens see {@link Plan}
 * @param slowest what a service waits at most before each token
 */
public record Plans(long seed, int mostTokens, Duration slowest) {
  private static final Pattern PROMPT = Pattern.compile("soak (\\d+) please");

  Plan plan(int number) {
    return Plan.of(seed, number, mostTokens, slowest);
  }

  /** The plan of the request that has this body, in whatever form. */
  Plan planOf(String body) {
    Matcher matcher = PROMPT.matcher(body);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No request of this soak: " + body);
    }
    return plan(Integer.parseInt(matcher.group(1)));
  }
}
