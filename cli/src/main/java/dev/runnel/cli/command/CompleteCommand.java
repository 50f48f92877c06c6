package dev.runnel.cli.command;

import dev.runnel.api.ModelInfo;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.lock.LockedPlugin;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Endpoint;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runnel complete}: what the scripts of {@code runnel completion} ask. */
@Command(
    name = "complete",
    hidden = true,
    sortOptions = false,
    description = "List what can stand in a place of the command line. Asks nobody.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel complete endpoint    what -p takes",
      "  runnel complete model       what -m takes",
      "  runnel complete model ails  … behind -p ails",
      "  runnel complete option      what -o takes",
      "  runnel complete plugin      what was installed"
    })
final class CompleteCommand extends ShellCommand {
  /** What can be listed; the names are those in the scripts. */
  enum Place {
    endpoint,
    model,
    option,
    plugin
  }

  @Parameters(index = "0", paramLabel = "PLACE", description = "${COMPLETION-CANDIDATES}")
  Place place = Place.endpoint;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENDPOINT",
      description = "The endpoint that was named; may be empty.")
  String named = "";

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  CompleteCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try (Providers providers = endpoints.discover(shell);
        Runner runner = endpoints.addTo(endpoints.runner(providers, shell.environment())).build()) {
      candidates(runner)
          .sorted()
          .forEach(line -> shell.out().line(ControlCharacters.neutralised(line)));
    }
    return ExitCode.OK;
  }

  private Stream<String> candidates(Runner runner) {
    return switch (place) {
      case plugin -> installed();
      case endpoint -> runner.endpoints().stream().map(Endpoint::id);
      case option -> runner.endpoints().stream().flatMap(one -> options(runner, one));
      case model ->
          named.isEmpty()
              ? Stream.concat(
                  runner.pools().stream().map(ModelPool::name),
                  runner.endpoints().stream()
                      .filter(Endpoint::takesPartUnnamed)
                      .flatMap(one -> models(one).map(model -> one.id() + "/" + model)))
              : runner.endpoints().stream()
                  .filter(one -> one.id().equals(named))
                  .flatMap(CompleteCommand::models);
    };
  }

  private Stream<String> installed() {
    return Installers.of(shell.environment()).installed().stream().map(LockedPlugin::name);
  }

  private static Stream<String> models(Endpoint endpoint) {
    return endpoint.capabilities().models().stream().map(ModelInfo::id);
  }

  // Secret options are refused behind -o.
  private static Stream<String> options(Runner runner, Endpoint endpoint) {
    return runner.options(endpoint.id()).stream()
        .filter(value -> !value.option().isSecret())
        .map(value -> endpoint.id() + "." + value.option().name() + "=");
  }
}
