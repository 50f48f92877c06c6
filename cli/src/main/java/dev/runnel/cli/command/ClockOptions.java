package dev.runnel.cli.command;

import dev.runnel.api.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The four clocks. */
final class ClockOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "The longest the whole call may take, such as 90s or 5m. Default: 10m.")
  @Nullable Duration total;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = "The longest to wait for the connection. Default: 10s.")
  @Nullable Duration connect;

  @Option(
      names = "--first-token-timeout",
      paramLabel = "TIME",
      description = "The longest to wait for the first token. Default: 2m.")
  @Nullable Duration firstToken;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      description = "The longest to wait between two tokens. Default: 1m.")
  @Nullable Duration idle;

  /** The clocks of a call; empty where nothing was said. */
  Optional<Timeouts> timeouts() {
    return timeouts(Timeouts.DEFAULT);
  }

  /**
   * The clocks of a call; empty where nothing was said.
   *
   * @param usual those that were not said
   */
  Optional<Timeouts> timeouts(Timeouts usual) {
    if (Stream.of(opt(total), opt(connect), opt(firstToken), opt(idle))
        .allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new Timeouts(
            opt(connect).orElse(usual.connect()),
            opt(firstToken).orElse(usual.firstContent()),
            opt(idle).orElse(usual.idle()),
            opt(total).orElse(usual.total())));
  }

  private static Optional<Duration> opt(@Nullable Duration duration) {
    return Optional.ofNullable(duration);
  }
}
