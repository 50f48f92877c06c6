package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;

/**
 * What one rule says of a jar.
 *
 * @param verdict how it fares
 * @param text what holds, or what does not and what to do, in a line
 */
public record Finding(Verdict verdict, String text) {
  /** How a jar fares with a rule. */
  public enum Verdict {
    /** The rule holds. */
    OK,
    /** It would work, and could be better. */
    ADVICE,
    /** It would not work, or not as it should. */
    PROBLEM
  }

  public Finding {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(text, "text is null");
  }

  static Finding ok(String text) {
    return new Finding(Verdict.OK, text);
  }

  static Finding advice(String text) {
    return new Finding(Verdict.ADVICE, text);
  }

  static Finding problem(String text) {
    return new Finding(Verdict.PROBLEM, text);
  }
}
