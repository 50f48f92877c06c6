package dev.runnel.runner.trail;

import dev.runnel.api.Call;
import dev.runnel.runner.route.Route;
import java.util.List;

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
}
