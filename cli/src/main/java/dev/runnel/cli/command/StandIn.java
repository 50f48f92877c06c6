package dev.runnel.cli.command;

import java.util.Optional;

/** Who answers in the services' stead. */
enum StandIn {
  NOBODY,
  SANDBOX,
  /** What is heard again is not said again: it is not logged. */
  CASSETTE;

  boolean isLogged() {
    return this != CASSETTE;
  }

  /** What the log calls it. */
  Optional<String> logged() {
    return this == SANDBOX ? Optional.of("sandbox") : Optional.empty();
  }
}
