package dev.runnel.gateway.delivery;

import dev.runnel.api.Warning;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the client should know of its answer, such as what of its request was dropped. */
final class ToldWarnings {
  static final String HEADER = "x-runnel-warnings";

  private static final int MOST = 10;

  private ToldWarnings() {}

  /** The header's value, fit for it and bounded; empty: there is nothing. */
  static Optional<String> of(List<Warning> warnings) {
    return Optional.of(
            warnings.stream()
                .map(Warning::message)
                .distinct()
                .limit(MOST)
                .map(message -> HeaderText.of(message.replace(';', ',')))
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }
}
