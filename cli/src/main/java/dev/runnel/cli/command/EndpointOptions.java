package dev.runnel.cli.command;

import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
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

  @Mixin ConfigOption config = new ConfigOption();

  /** The providers there are, plugins included. */
  Providers discover(Shell shell) {
    return config.plugins.discover(shell);
  }

  /** What the files say that apply. */
  Settings settings(Providers providers, Map<String, String> environment) {
    return config.settings(providers, environment);
  }

  /** A runner's builder with everything that was said here and in files, the user's keys too. */
  Runner.Builder runner(Providers providers, Map<String, String> environment) {
    return settings(providers, environment).addKeysTo(keyless(providers, environment));
  }

  /** The same without keys from files and commands: nobody that wants them is asked. */
  Runner.Builder keyless(Providers providers, Map<String, String> environment) {
    Runner.Builder builder =
        settings(providers, environment)
            .addTo(Runner.builder().providers(providers).environment(environment));
    if (UserFolders.of(environment).configuration().isPresent()) {
      builder.keyCommand("runnel keys set");
    }
    return unofficial ? builder.allowUnofficial(true) : builder;
  }

  /** Adds what was written with {@code -o}; after what it shall win over. */
  Runner.Builder addTo(Runner.Builder builder) {
    options.forEach(text -> builder.option(text, "-o"));
    return builder;
  }
}
