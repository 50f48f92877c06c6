package dev.runnel.testkit.contract;

import dev.runnel.api.ChatException;
import java.util.Optional;
import java.util.stream.Stream;

/** How a driver failed a call: by telling so, or by throwing. */
final class Failing {
  private Failing() {}

  static Optional<ChatException> of(Probe probe) {
    return Stream.concat(
            probe.signals().stream().map(Probe.Signal::value), Stream.ofNullable(probe.thrown()))
        .filter(ChatException.class::isInstance)
        .map(ChatException.class::cast)
        .findFirst();
  }
}
