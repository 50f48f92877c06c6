package dev.runnel.cli.command;

import dev.runnel.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands have: help, verbosity, and one place where failures become words. */
abstract class ShellCommand implements Callable<Integer> {
  final Shell shell;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more on standard error: route, clocks, timing; stack traces of failures.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  ShellCommand(Shell shell) {
    this.shell = shell;
  }

  /** Does the command's work. */
  abstract int run();

  /** Shows a failure where the command shows more than words on standard error. */
  void show(Failure failure) {}

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (RuntimeException | LinkageError e) {
      Failure failure = Failure.of(e).heeding(shell.environment());
      failure.tell(shell.err(), verbose);
      show(failure);
      return failure.exitCode();
    }
  }
}
