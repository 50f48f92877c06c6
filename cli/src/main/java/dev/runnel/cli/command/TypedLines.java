package dev.runnel.cli.command;

import dev.runnel.cli.shell.FileTrouble;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.PrivateFiles;
import dev.runnel.config.UserFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lines are kept that were typed in conversations: a file that is its user's alone. */
record TypedLines(Shell shell) {
  private static final String FILE = "chat-history";

  /** Empty: nowhere, since nothing says where the user's data is, or that cannot be written. */
  Optional<Path> file() {
    Optional<Path> data = UserFolders.of(shell.environment()).data();
    try {
      return data.isEmpty()
          ? Optional.empty()
          : Optional.of(PrivateFiles.file(data.get().resolve(FILE)));
    } catch (IOException e) {
      shell.err().tell("warning: what you type is not kept: " + FileTrouble.inWords(e));
      return Optional.empty();
    }
  }
}
