package dev.runnel.cli.shell;

import java.io.IOException;
import java.util.function.Supplier;

/** Keeps a terminal from showing what is typed, by the system's own {@code stty}. */
final class TerminalEcho {
  private TerminalEcho() {}

  /** Runs something while the terminal on standard input shows nothing that is typed. */
  static <T> T off(Supplier<T> work) {
    Thread on = new Thread(() -> stty("echo"), "runnel-echo");
    boolean silent = stty("-echo");
    if (!silent) {
      return work.get();
    }
    // Ctrl-C at the question must not leave the user's shell silent.
    Runtime.getRuntime().addShutdownHook(on);
    try {
      return work.get();
    } finally {
      stty("echo");
      Runtime.getRuntime().removeShutdownHook(on);
    }
  }

  private static boolean stty(String flag) {
    try {
      return new ProcessBuilder("stty", flag)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
