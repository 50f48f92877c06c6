package dev.runnel.cli;

import dev.runnel.cli.shell.Shell;

/** Opens {@link Main#run} to the tests of other packages. */
public final class Command {
  private Command() {}

  public static int run(Shell shell, String... arguments) {
    return Main.run(arguments, shell);
  }
}
