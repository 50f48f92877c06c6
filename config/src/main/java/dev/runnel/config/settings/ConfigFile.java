package dev.runnel.config.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A {@code runnel.toml} that takes part.
 *
 * @param path where it is
 * @param shown what its user calls it, for messages
 * @param trusted whether its user put it there or named it; one that merely lies in the working
 *     folder may have come with somebody else's project
 */
public record ConfigFile(Path path, String shown, boolean trusted) {
  public ConfigFile {
    requireNonNull(path, "path is null");
    requireNonNull(shown, "shown is null");
  }
}
