package dev.runnel.cli.conversation;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the log of conversations is, and whether the user wants one. */
public final class LogPlace {
  private static final String VARIABLE = "RUNNEL_LOG";
  private static final String FILE = "conversations.db";

  private LogPlace() {}

  /** The file, which may not exist; empty: nothing says where the user's data is. */
  public static Optional<Path> of(Shell shell) {
    return UserFolders.of(shell.environment()).data().map(folder -> folder.resolve(FILE));
  }

  /**
   * The file, for who cannot do without.
   *
   * @throws UsageException when nothing says where the user's data is
   */
  public static Path required(Shell shell) {
    return of(shell)
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no folder for the log of conversations: neither XDG_DATA_HOME nor"
                        + " HOME is set."));
  }

  /**
   * Whether {@code RUNNEL_LOG} allows one; empty: it says nothing.
   *
   * @throws UsageException when it is neither {@code on} nor {@code off}
   */
  public static Optional<Boolean> wanted(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "on", "true", "yes", "1" -> Optional.of(true);
      case "off", "false", "no", "0" -> Optional.of(false);
      default -> throw new UsageException(VARIABLE + " is on or off, not '" + value + "'.");
    };
  }
}
