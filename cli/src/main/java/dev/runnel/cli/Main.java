package dev.runnel.cli;

import dev.runnel.cli.command.RunnelCommand;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.OutputFailedException;
import dev.runnel.cli.shell.Shell;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The process: from its arguments to its exit code. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    QuietLogging.install(words.contains("-v") || words.contains("--verbose"));
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::fire, "runnel-interrupt"));
    int exitCode = run(arguments, Shell.ofProcess(interruption));
    if (interruption.happened()) {
      awaitDeath();
    }
    // Everything is written and closed. Closed first, because ending a process whose event loops
    // still sleep in their selectors takes 0.3 s longer (measured).
    Runtime.getRuntime().halt(exitCode);
  }

  /** Runs a command line in this process, which goes on. */
  static int run(String[] arguments, Shell shell) {
    try {
      // Before picocli, whose classes take longer to load than to use.
      return asksForVersion(arguments)
          ? version(shell)
          : RunnelCommand.run(arguments, shell, Version.line());
    } finally {
      shell.interruption().ended();
    }
  }

  private static boolean asksForVersion(String[] arguments) {
    return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
  }

  private static int version(Shell shell) {
    try {
      shell.out().line(Version.line());
      return ExitCode.OK;
    } catch (OutputFailedException e) {
      return e.readerLeft() ? ExitCode.OUTPUT_CLOSED : ExitCode.FAILED;
    }
  }

  // The JVM is ending because of a signal, and knows which exit code that signal means.
  private static void awaitDeath() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
