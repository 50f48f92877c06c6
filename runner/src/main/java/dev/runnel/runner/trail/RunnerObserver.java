package dev.runnel.runner.trail;

import dev.runnel.api.Outcome;
import dev.runnel.runner.route.Candidate;

/**
 * Hears what happens to calls, for metrics and logs. Of one call it is told in this order, one
 * thing at a time; of several at once. Methods must be quick and must not block, and may run on any
 * thread; what they throw is logged and changes nothing.
 */
public interface RunnerObserver {
  /** The call has a view and begins; {@link RunnerCall#route()} says who can serve it. */
  default void onRouted(RunnerCall call) {}

  /**
   * A candidate is asked.
   *
   * @param number which attempt of the call, from 1
   */
  default void onAttempt(RunnerCall call, int number, Candidate candidate) {}

  /**
   * The first content came: from now on nobody else is tried.
   *
   * @param number of the attempt that answers
   */
  default void onFirstContent(RunnerCall call, int number) {}

  /** An attempt has ended, or a candidate was skipped. */
  default void onAttemptEnd(RunnerCall call, Attempt attempt) {}

  /** The call is over. */
  default void onEnd(RunnerCall call, Outcome outcome) {}
}
