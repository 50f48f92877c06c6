package dev.runnel.plugins;

import java.util.Optional;

/**
 * Whether a plugin uses the program's HTTP support or brings its own, as the line {@value
 * #ATTRIBUTE} of its manifest says; where it says nothing, it uses the program's unless it brings
 * its own.
 */
enum Sharing {
  /** {@code http}: the program's. Smaller, one set of event loops, always of the program's age. */
  HTTP,
  /** {@code none}: nothing but the API and the SPI. */
  NOTHING,
  /** No line: {@link #HTTP}, unless the plugin brings its own. */
  WHAT_IS_MISSING;

  /** The main attribute of the manifest of the jar that has the services file. */
  static final String ATTRIBUTE = "Runnel-Shares";

  /** What a manifest says; empty: something that there is not. */
  static Optional<Sharing> of(String value) {
    return switch (value.strip()) {
      case "" -> Optional.of(WHAT_IS_MISSING);
      case "http" -> Optional.of(HTTP);
      case "none" -> Optional.of(NOTHING);
      default -> Optional.empty();
    };
  }

  boolean sharesHttp(boolean bundled) {
    return this == HTTP || (this == WHAT_IS_MISSING && !bundled);
  }
}
