package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.config.settings.GatewaySettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of {@code [gateway]} can be said on the command line. */
final class ServeOptions {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "The address to listen on. Default: 127.0.0.1, for this machine alone; one that others"
            + " reach, such as 0.0.0.0, needs API keys."
      })
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 is any free one. Default: 1337.")
  @Nullable String port;

  @Option(
      names = "--allow-anyone",
      description =
          "Let others reach it even while there is no API key: whoever finds it uses your accounts.")
  boolean allowAnyone;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Speak https with this certificate and its chain, in PEM.")
  @Nullable String tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, in PEM.")
  @Nullable String tlsKey;

  @Option(
      names = "--cors-origin",
      paramLabel = "ORIGIN",
      description = "Let web pages of this origin use it from a browser. Repeatable.")
  List<String> corsOrigins = new ArrayList<>();

  @Option(
      names = "--access-log",
      paramLabel = "PLACE",
      description =
          "Write a line of JSON for each request: to a file, stdout or stderr; off: none.")
  @Nullable String accessLog;

  /**
   * The settings with what was said here, which wins.
   *
   * @throws UsageException when something is no value
   */
  GatewaySettings over(GatewaySettings settings) {
    GatewaySettings all = with(settings, "host", host);
    all = with(all, "port", port);
    all = with(all, "tls-certificate", tlsCertificate);
    all = with(all, "tls-key", tlsKey);
    all = with(all, "cors-origins", corsOrigins.isEmpty() ? null : String.join(",", corsOrigins));
    all = with(all, "access-log", accessLog);
    try {
      all.check();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".");
    }
    return all;
  }

  private static GatewaySettings with(GatewaySettings settings, String key, @Nullable String text) {
    if (text == null) {
      return settings;
    }
    String option = key.equals("cors-origins") ? "--cors-origin" : "--" + key;
    try {
      return settings.with(key, text, option);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + " is wrong: " + e.getMessage() + ".");
    }
  }
}
