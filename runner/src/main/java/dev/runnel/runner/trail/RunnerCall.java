package dev.runnel.runner.trail;

import dev.runnel.api.Call;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.Optional;

/** A call of a {@link dev.runnel.runner.Runner}: one call, whoever and however many served it. */
public interface RunnerCall extends Call {
  /** Who could serve it, the best first. */
  Route route();

  /**
   * Who was tried so far, in the order of their starts; after the end, everybody. An attempt is
   * listed when it has ended, or was left out.
   *
   * @return unmodifiable
   */
  List<Attempt> trail();

  /**
   * Whose failure is the call's own, where it was asked and nobody answered: not always who was
   * asked last. Known before the call's end is told.
   *
   * @return empty: the call is not over, was answered or cancelled, ran out of time, or nobody was
   *     asked
   */
  Optional<Candidate> failed();
}
