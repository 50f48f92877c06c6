package dev.runnel.cli.command;

import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** A runner's builder with everything that was said here. */
  Runner.Builder runner(Providers providers, Map<String, String> environment) {
    Runner.Builder builder =
        Runner.builder().providers(providers).environment(environment).allowUnofficial(unofficial);
    return builder;
  }

  /** Adds what was written with {@code -o}; after what it shall win over. */
  Runner.Builder addTo(Runner.Builder builder) {
    options.forEach(text -> builder.option(text, "-o"));
    return builder;
  }
}
