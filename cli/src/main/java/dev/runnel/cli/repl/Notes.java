package dev.runnel.cli.repl;

import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.Shell;

/** What the conversation's own commands say, quieter than answers. */
final class Notes {
  private final Shell shell;

  Notes(Shell shell) {
    this.shell = shell;
  }

  /** A quiet line. */
  void note(String text) {
    String safe = ControlCharacters.neutralised(text);
    shell.out().line(shell.colour() ? "\u001b[2m" + safe + "\u001b[0m" : safe);
  }

  /** A line that was asked for. */
  void say(String text) {
    shell.out().line(ControlCharacters.neutralised(text));
  }

  void blank() {
    shell.out().line("");
  }

  void error(String message) {
    shell.err().tell("error: " + message);
  }

  String prompt() {
    return shell.colour() ? "\u001b[1m>\u001b[0m " : "> ";
  }
}
