package dev.runnel.cli.shell;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the three streams a person sits at.
 *
 * @param stdin whether standard input is a terminal
 * @param stdout whether standard output is a terminal
 * @param stderr whether standard error is a terminal
 */
public record Terminals(boolean stdin, boolean stdout, boolean stderr) {
  /** A pipe everywhere. */
  public static final Terminals NONE = new Terminals(false, false, false);

  /**
   * Asks the launcher first (system properties {@code runnel.terminal.stdin}, {@code .stdout} and
   * {@code .stderr}, {@code true} or {@code false}), then the kernel where it tells by {@code
   * /proc}, then the JDK, which knows only whether both input and output are terminals.
   */
  public static Terminals detect() {
    return new Terminals(detect("stdin", 0), detect("stdout", 1), detect("stderr", 2));
  }

  /**
   * How many columns the launcher has seen ({@code runnel.terminal.columns}); 0: it does not say.
   */
  static int columns() {
    return Math.max(0, Integer.getInteger("runnel.terminal.columns", 0));
  }

  private static boolean detect(String name, int descriptor) {
    @Nullable String told = System.getProperty("runnel.terminal." + name);
    if (told != null && !told.isEmpty()) {
      return Boolean.parseBoolean(told);
    }
    return fileOf(descriptor)
        .map(file -> file.startsWith("/dev/pts/") || file.startsWith("/dev/tty"))
        .orElseGet(Terminals::detectByConsole);
  }

  @SuppressWarnings("SystemConsoleNull") // of older JDKs, which is what the null check is for
  private static boolean detectByConsole() {
    @Nullable Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Java 22 and later have a console without a terminal, too; compiled for 17.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  /** What a file descriptor is open on, where the system tells. */
  static Optional<String> fileOf(int descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return Optional.empty();
    }
  }
}
