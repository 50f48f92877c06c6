package dev.runnel.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Keeps libraries' log lines, and their stack traces, off a user's screen; with {@code -v} warnings
 * are shown, and those of the gateway are without it. The JDK makes one of these when something
 * first logs, and not before, so it costs a start nothing.
 */
public final class QuietLogging {
  private static final String PROPERTY = "java.util.logging.config.class";
  private static final String LEVEL = "runnel.log.level";

  /** For the JDK only. */
  public QuietLogging() throws IOException {
    String level = System.getProperty(LEVEL, "OFF");
    String configuration =
        "handlers=java.util.logging.ConsoleHandler\n.level="
            + level
            + "\ndev.runnel.gateway.level=WARNING" // who runs a service has to hear of it
            + "\njava.util.logging.ConsoleHandler.level=WARNING"
            + "\njava.util.logging.SimpleFormatter.format=%4$s: %5$s%6$s%n\n";
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
  }

  /** Takes charge of logging, unless the user configured it. */
  static void install(boolean verbose) {
    if (System.getProperty(PROPERTY) == null
        && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(PROPERTY, QuietLogging.class.getName());
      System.setProperty(LEVEL, verbose ? "WARNING" : "OFF");
    }
  }
}
