package dev.runnel.cli.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has. */
public final class TerminalWidth {
  private static final int USUAL = 80;
  private static final long PATIENCE_SECONDS = 1;

  private TerminalWidth() {}

  /**
   * What {@code COLUMNS} says, else the launcher, else {@code stty} of the process's terminal; else
   * 80.
   *
   * @param environment the environment variables
   */
  public static int of(Map<String, String> environment) {
    return number(environment.getOrDefault("COLUMNS", ""))
        .or(() -> Optional.of(Terminals.columns()).filter(columns -> columns > 0))
        .or(TerminalWidth::ofTerminal)
        .orElse(USUAL);
  }

  private static Optional<Integer> ofTerminal() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return Optional.empty();
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return number(size.replaceFirst("^\\d+ ", "").strip());
    } catch (IOException e) {
      return Optional.empty(); // no terminal, or no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9]\\d{0,3}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
