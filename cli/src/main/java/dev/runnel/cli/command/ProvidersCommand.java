package dev.runnel.cli.command;

import dev.runnel.cli.render.ProviderJson;
import dev.runnel.cli.render.ProviderText;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import picocli.CommandLine.Command;
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
      "  runnel providers --json  one JSON object a line"
    })
final class ProvidersCommand extends ShellCommand {
  @Option(names = "--json", description = "Print one JSON object a line for each provider.")
  boolean json;

  ProvidersCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try (Providers providers = Providers.discover()) {
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
}
