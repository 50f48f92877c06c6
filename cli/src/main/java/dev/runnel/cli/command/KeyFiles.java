package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.FileTrouble;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.keys.KeyFile;
import java.io.IOException;

/** The user's key file, and what can go wrong with it. */
final class KeyFiles {
  /** Something that may fail as files do. */
  @FunctionalInterface
  interface Change<T> {
    T apply() throws IOException;
  }

  private KeyFiles() {}

  static KeyFile of(Shell shell) {
    return KeyFile.of(UserFolders.of(shell.environment())).orElseThrow(KeyFiles::nowhere);
  }

  static UsageException nowhere() {
    return new UsageException(
        "Nothing says where your configuration is; set HOME or XDG_CONFIG_HOME.");
  }

  /** Changes a file, or says why that cannot be. */
  static <T> T changing(KeyFile file, Change<T> change) {
    try {
      return change.apply();
    } catch (IOException e) {
      throw new UsageException(
          file.path() + " cannot be written: " + FileTrouble.inWords(e) + ".", e);
    }
  }
}
