package dev.runnel.runner.attempt;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatException;
import dev.runnel.api.Usage;
import dev.runnel.runner.route.Candidate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one candidate stands in one call. Guarded by the call's lock. */
final class Standing {
  final Candidate candidate;

  /** Its place among the candidates, from 0. */
  final int rank;

  /** Labels of the credentials that failed here. */
  final Set<String> triedKeys = new HashSet<>();

  /** How often it failed in a way that another credential would not have changed. */
  int failures;

  /** Whether it is not tried any more. */
  boolean out;

  /** Before when it is not tried, by the timekeeper. */
  long notBefore;

  /** What it failed with last; null: it was not asked. */
  @Nullable ChatException failure;

  /** Whether its failure is what ended the call. */
  boolean decides;

  /** What else it told with that. */
  @Nullable CallReport report;

  /** What it used before it failed. */
  Usage usage = Usage.ABSENT;

  /** Why it could not even be asked; null: nothing stood in the way so far. */
  @Nullable ChatException obstacle;

  /** Whether the trail tells already that it was passed over. */
  boolean skipTold;

  Standing(Candidate candidate, int rank, long now) {
    this.candidate = candidate;
    this.rank = rank;
    this.notBefore = now;
  }

  /** Such as {@code openai/gpt-4o}. */
  @Override
  public String toString() {
    return candidate.toString();
  }
}
