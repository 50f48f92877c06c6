package dev.runnel.benchmarks.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the service answers a request, which the name of the model says, since that comes through
 * every gateway.
 *
 * @param tokens how many
 * @param everyMillis what it waits before each; 0: nothing
 */
record Manner(int tokens, int everyMillis) {
  /** As much as the reader takes. */
  static final Manner FAST = new Manner(2_000, 0);

  /** A short answer. */
  static final Manner SHORT = new Manner(3, 0);

  /** As a model speaks, for a few seconds. */
  static final Manner PACED = new Manner(100, 50);

  /** One token, and then for long nothing that would end it. */
  static final Manner LONG = new Manner(100_000, 20);

  /** Nothing for long. */
  static final Manner SILENT = new Manner(1, 600_000);

  private static final Pattern MODEL = Pattern.compile("bench-(\\d+)-(\\d+)");

  String model() {
    return "bench-" + tokens + "-" + everyMillis;
  }

  static Manner of(String body) {
    Matcher matcher = MODEL.matcher(body);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No such model: " + body);
    }
    return new Manner(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
