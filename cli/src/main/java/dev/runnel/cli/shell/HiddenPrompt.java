package dev.runnel.cli.shell;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks a person for something that is not to be seen on the screen. */
public final class HiddenPrompt {
  private HiddenPrompt() {}

  /**
   * What the person typed, without echo; empty where nothing came.
   *
   * @param question written to standard error before
   */
  public static String ask(String question, Shell shell) {
    // Silent before the question is seen: who pastes at once is not to see what he pastes.
    return TerminalEcho.off(() -> answer(question, shell));
  }

  @SuppressWarnings("SystemConsoleNull") // of older JDKs, which is what the null check is for
  private static String answer(String question, Shell shell) {
    shell.err().print(question);
    @Nullable Console console = System.console();
    if (console != null) {
      char @Nullable [] typed = console.readPassword("");
      return typed == null ? "" : new String(typed);
    }
    // A terminal on standard input and a pipe on standard output: the JDK knows no console then.
    return readLine(shell);
  }

  private static String readLine(Shell shell) {
    try {
      @Nullable String line =
          new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
      shell.err().print("\n");
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }
}
