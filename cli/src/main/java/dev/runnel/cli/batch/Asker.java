package dev.runnel.cli.batch;

import dev.runnel.runner.trail.RunnerCall;

/** How a row becomes a call. */
@FunctionalInterface
public interface Asker {
  /**
   * A handle for a row's request, which is not started yet.
   *
   * @throws dev.runnel.runner.route.NoEndpointException when nobody can serve it: the row fails
   * @throws dev.runnel.api.ChatException when the provider fails to connect: the row fails
   */
  RunnerCall call(Row row);
}
