package dev.runnel.cli.command;

import dev.runnel.cli.conversation.LogPlace;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.history.ConversationLog;
import java.nio.file.Path;
import java.util.Optional;

/** What the commands that read the log have in common: they open it, and print for a person. */
abstract class LogReader extends ShellCommand {
  LogReader(Shell shell) {
    super(shell);
  }

  /** Does the command's work. */
  abstract void read(ConversationLog log);

  @Override
  final int run() {
    check();
    Path file = LogPlace.required(shell);
    Optional<ConversationLog> log = ConversationLog.openIfThere(file);
    if (log.isEmpty()) {
      shell.err().tell("note: nothing is logged yet; " + file + " does not exist.");
      return ExitCode.OK;
    }
    try (ConversationLog open = log.get()) {
      read(open);
    }
    return ExitCode.OK;
  }

  /** Refuses what contradicts itself, before anything is opened. */
  void check() {}

  /** Prints a line as it is; on a terminal, control characters are shown instead of obeyed. */
  final void print(String line) {
    shell.out().line(shell.out().terminal() ? ControlCharacters.neutralised(line) : line);
  }
}
