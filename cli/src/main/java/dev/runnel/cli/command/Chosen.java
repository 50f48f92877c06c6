package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.NearName;
import java.util.List;
import java.util.Optional;

/** The endpoints that a command which lists them is about. */
final class Chosen {
  private Chosen() {}

  /**
   * The one that was named, or else all that take part in requests that name none.
   *
   * @throws UsageException when there is none of that name
   */
  static List<Endpoint> of(Optional<String> named, Runner runner) {
    if (named.isEmpty()) {
      return runner.endpoints().stream().filter(Endpoint::takesPartUnnamed).toList();
    }
    String id = named.get();
    return List.of(
        runner.endpoints().stream()
            .filter(endpoint -> endpoint.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(id, runner)));
  }

  private static UsageException unknown(String id, Runner runner) {
    List<String> known = runner.endpoints().stream().map(Endpoint::id).toList();
    return OutOfUse.askedFor(id, runner.providers()).orElseGet(() -> absent(id, known));
  }

  private static UsageException absent(String id, List<String> known) {
    return new UsageException(
        "There is no provider '"
            + id
            + "'"
            + NearName.of(id, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(known.isEmpty() ? "." : "; `runnel providers` lists them."));
  }
}
