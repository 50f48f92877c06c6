package dev.runnel.sandbox.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The catalogue of faults. A client gets one by asking for a {@code model} of its name, where the
 * protocol has a model on the wire; otherwise the sandbox is told to play it.
 */
public final class Faults {

  private static final Map<String, Fault> BY_NAME = byName();

  private Faults() {}

  /** All of them, in the order in which they are worth listing. */
  public static List<Fault> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The fault of this name. */
  public static Optional<Fault> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, Fault> byName() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    Stream.of(
            Interruptions.FAULTS,
            Delays.FAULTS,
            FalseAnswers.FAULTS,
            Refusals.FAULTS,
            KnownFailureFaults.FAULTS,
            Strains.FAULTS)
        .flatMap(List::stream)
        .forEach(
            fault -> {
              if (faults.put(fault.name(), fault) != null) {
                throw new IllegalStateException("Two faults are called " + fault.name());
              }
            });
    return faults;
  }
}
