package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is recorded, and what is played instead of a service. */
final class CassetteOptions {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write what goes over the wire into a new cassette, secrets blanked.")
  @Nullable String record;

  @Option(names = "--overwrite", description = "Let --record replace a file that exists.")
  boolean overwrite;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Let a cassette answer: no network, no keys.")
  @Nullable String replay;

  @Option(
      names = "--replay-speed",
      paramLabel = "FACTOR",
      description =
          "How many times as fast as recorded; 0: without waiting. Default: 1, as recorded.")
  @Nullable Double speed;

  /** Refuses what contradicts itself. */
  void check(boolean sandbox) {
    if (replay != null && (record != null || sandbox)) {
      throw new UsageException(
          "--replay answers from a cassette, so that there is nobody to "
              + (record != null ? "record" : "play the sandbox")
              + "; leave out --"
              + (record != null ? "record" : "sandbox")
              + " or --replay.");
    }
    if (overwrite && record == null) {
      throw new UsageException("--overwrite is for --record FILE, which is missing.");
    }
    if (speed != null && replay == null) {
      throw new UsageException("--replay-speed is for --replay FILE, which is missing.");
    }
    if (speed != null && !(speed >= 0)) {
      throw new UsageException("--replay-speed is 0 or more, not " + speed + ".");
    }
  }

  Optional<Path> record() {
    return path("--record", record);
  }

  Optional<Path> replay() {
    return path("--replay", replay);
  }

  double speed() {
    return speed == null ? 1 : speed;
  }

  private static Optional<Path> path(String flag, @Nullable String file) {
    try {
      return Optional.ofNullable(file).map(Path::of);
    } catch (InvalidPathException e) {
      throw new UsageException(flag + ": '" + file + "' is no file's name.", e);
    }
  }
}
