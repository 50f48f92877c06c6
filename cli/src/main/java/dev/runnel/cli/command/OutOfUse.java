package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.discovery.Providers;
import java.util.Optional;

/** A provider that somebody asks for by name, and that was found and does not work. */
final class OutOfUse {
  private OutOfUse() {}

  /** Why it does not; empty: there is no such one. */
  static Optional<UsageException> askedFor(String id, Providers providers) {
    return providers.quarantined().stream()
        .filter(one -> one.isMeantBy(id))
        .findFirst()
        .map(
            one ->
                new UsageException(
                    "The provider '"
                        + id
                        + "' in "
                        + one.source().jar()
                        + " cannot be used: "
                        + Failure.sentence(one.reason())));
  }
}
