package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.SettingValue;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.OptionValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel config show}: every value in force and where it comes from. */
@Command(
    name = "show",
    sortOptions = false,
    description = "Show every value in force, and where it comes from; secrets are blanked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel config show                    settings, and endpoints that take part",
      "  runnel config show -v                 known services that are not set up, too",
      "  runnel config show --json             one JSON object a line",
      "  runnel config show -o ails.trust=x.pem  with an option on top"
    })
final class ConfigShowCommand extends ShellCommand {
  private static final String DEFAULT = "default";

  @Option(names = "--json", description = "Print one JSON object a line for each value.")
  boolean json;

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  ConfigShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try (Providers providers = endpoints.discover(shell);
        Runner runner = endpoints.addTo(endpoints.runner(providers, shell.environment())).build()) {
      for (SettingValue value : endpoints.settings(providers, shell.environment()).values()) {
        show(value.key(), value.shown(), value.source());
      }
      for (Endpoint endpoint : runner.endpoints()) {
        if (verbose || endpoint.takesPartUnnamed()) {
          show(endpoint, runner.options(endpoint.id()));
        }
      }
    }
    return ExitCode.OK;
  }

  private void show(Endpoint endpoint, List<OptionValue> options) {
    String prefix = "endpoints." + endpoint.id() + ".";
    if (endpoint.own()) {
      show(
          prefix + "provider",
          Optional.of(endpoint.preset().map(one -> one.id()).orElse(endpoint.provider().id())),
          Optional.of("configuration"));
    }
    for (OptionValue value : options) {
      if (json || value.shown().isPresent()) {
        show(prefix + value.option().name(), value.shown(), value.source());
      }
    }
  }

  private void show(String key, Optional<String> value, Optional<String> source) {
    if (json) {
      shell
          .out()
          .line(
              new JsonLine()
                  .put("key", key)
                  .put("value", value)
                  .put("source", source.orElse(DEFAULT))
                  .toString());
    } else {
      String text = key + " = " + value.orElse("(not set)");
      shell
          .out()
          .line(
              ControlCharacters.neutralised(text.replace("\n", "\\n"))
                  + "  # "
                  + source.orElse(DEFAULT));
    }
  }
}
