package dev.runnel.cli.command;

import dev.runnel.config.settings.ConfigFiles;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What says how endpoints are configured and which may be used unasked. */
final class EndpointOptions {
  @Option(
      names = {"-o", "--option"},
      paramLabel = "ENDPOINT.KEY=VALUE",
      description =
          "Set an option of an endpoint, or of all that have it: *.KEY=VALUE. Repeatable; wins over"
              + " environment variables. `runnel providers -v` lists the options.")
  List<String> options = new ArrayList<>();

  @Option(
      names = "--unofficial",
      description =
          "Allow unofficial services, and plain http beyond this machine, without naming them.")
  boolean unofficial;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read settings from this file alone. Default: RUNNEL_CONFIG, or else runnel.toml in the"
              + " user's configuration folder, and on top of it that in the working folder.")
  @Nullable Path config;

  private @Nullable Settings settings;

  /** What the files say that apply. */
  Settings settings(Providers providers, Map<String, String> environment) {
    Settings read = settings;
    if (read == null) {
      read =
          Settings.read(
              ConfigFiles.find(Optional.ofNullable(config), environment, Path.of("")),
              environment,
              providers);
      settings = read;
    }
    return read;
  }

  /** A runner's builder with everything that was said here and in files. */
  Runner.Builder runner(Providers providers, Map<String, String> environment) {
    Runner.Builder builder =
        settings(providers, environment)
            .addTo(Runner.builder().providers(providers).environment(environment));
    return unofficial ? builder.allowUnofficial(true) : builder;
  }

  /** Adds what was written with {@code -o}; after what it shall win over. */
  Runner.Builder addTo(Runner.Builder builder) {
    options.forEach(text -> builder.option(text, "-o"));
    return builder;
  }
}
