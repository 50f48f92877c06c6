package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.ProviderJson;
import dev.runnel.cli.render.ProviderText;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel providers}: who was found, and who was found broken. */
@Command(
    name = "providers",
    sortOptions = false,
    description = "List the providers: what each offers, needs and honours, and those out of use.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel providers         what was found, from which jar",
      "  runnel providers -v      their options, too",
      "  runnel providers --json  one JSON object a line",
      "  runnel providers --check              who lives, how fast, and whose key works",
      "  runnel providers --check -p openai    one alone",
      "",
      "With --check: 0 all that were asked live, 3 nobody could be asked, 5 one failed."
    })
final class ProvidersCommand extends ShellCommand {
  @Option(names = "--json", description = "Print one JSON object a line for each provider.")
  boolean json;

  @Option(
      names = "--check",
      description =
          "Ask each endpoint that is set up and may be asked for its models, by each of its keys:"
              + " whether it lives, and how long that took.")
  boolean check;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "ENDPOINT",
      description = "With --check: only this endpoint.")
  @Nullable String provider;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "With --check: the longest to wait for an answer. Default: 10s.")
  Duration timeout = Duration.ofSeconds(10);

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  ProvidersCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (check) {
      return check();
    }
    if (provider != null) {
      throw new UsageException("-p chooses whom --check asks; add --check.");
    }
    try (Providers providers = endpoints.discover(shell)) {
      if (json) {
        providers.found().forEach(one -> shell.out().line(ProviderJson.of(one)));
        providers.quarantined().forEach(one -> shell.out().line(ProviderJson.of(one)));
      } else {
        ProviderText text = new ProviderText(verbose);
        shell.out().print(text.of(providers));
      }
    }
    return ExitCode.OK;
  }

  private int check() {
    try (Providers providers = endpoints.discover(shell);
        Runner runner = endpoints.addTo(endpoints.runner(providers, shell.environment())).build()) {
      List<Liveness> all =
          new LivenessCheck(runner, timeout)
              .of(Chosen.of(Optional.ofNullable(provider), runner), provider != null);
      all.forEach(
          one -> shell.out().line(json ? one.json() : ControlCharacters.neutralised(one.text())));
      if (all.stream().anyMatch(one -> one.state() == Liveness.State.FAILED)) {
        return ExitCode.FAILED;
      }
      return all.stream().anyMatch(one -> one.state() != Liveness.State.NOT_ASKED)
          ? ExitCode.OK
          : ExitCode.NO_ENDPOINT;
    }
  }
}
