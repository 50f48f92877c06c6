package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.route.Endpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is asked, how they are reached and how long they may take. */
final class TargetOptions {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "The model, or ENDPOINT/MODEL. Default: the endpoint's first.")
  @Nullable String model;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "ENDPOINT",
      description = "Who answers. Default: the best that has the model and may be asked.")
  @Nullable String provider;

  @Mixin EndpointOptions endpoints = new EndpointOptions();
  @Mixin ClockOptions clocks = new ClockOptions();

  @Option(
      names = "--sandbox",
      description = "Let a sandbox on this machine answer: no network, no keys, no model.")
  boolean sandbox;

  @Option(
      names = "--retries",
      paramLabel = "COUNT",
      description =
          "How often a request that failed is tried again, there or elsewhere. 0: never. Default:"
              + " 3.")
  @Nullable Integer retries;

  @Mixin CassetteOptions cassettes = new CassetteOptions();

  /** Refuses what contradicts itself. */
  void check() {
    cassettes.check(sandbox);
    if (retries != null && retries < 0) {
      throw new UsageException("--retries is 0 or more, not " + retries + ".");
    }
    if (model != null && model.isBlank()) {
      throw new UsageException("--model is empty; leave it out for the endpoint's first model.");
    }
  }

  /** Says how often it may be tried, where anything was said. */
  void addTo(Runner.Builder runner) {
    if (retries != null) {
      runner.attempts(AttemptSettings.DEFAULT.withMost(Math.addExact(retries, 1)));
    }
  }

  /** Whom the user wrote. */
  Wish wish() {
    return new Wish(Optional.ofNullable(provider), Optional.ofNullable(model));
  }

  /** Who answers in the services' stead. */
  StandIn standIn() {
    return sandbox
        ? StandIn.SANDBOX
        : cassettes.replay().isPresent() ? StandIn.CASSETTE : StandIn.NOBODY;
  }

  /** Opens everything that is needed to ask whom the user wrote. */
  Desk open(Shell shell) {
    return open(shell, wish());
  }

  /** Opens everything that is needed to ask. */
  Desk open(Shell shell, Wish wish) {
    return Desk.open(this, wish, shell);
  }

  /** Who answers instead of the services, if anybody does. */
  Demo demo(Providers providers, Wish wish, Shell shell) {
    if (sandbox) {
      return Demo.start(providers, own(providers, wish, shell), wish);
    }
    return cassettes
        .replay()
        .map(file -> OnCassette.start(file, cassettes.speed(), providers, wish, shell.err()))
        .orElse(Demo.NONE);
  }

  /** The user's own endpoints among those that are wished for, as he configured them. */
  private List<Endpoint> own(Providers providers, Wish wish, Shell shell) {
    boolean none =
        endpoints.settings(providers, shell.environment()).endpoints().stream()
            .noneMatch(endpoint -> endpoint.own() && wish.names(endpoint.id()));
    if (none) {
      return List.of();
    }
    try (Runner runner =
        endpoints.addTo(endpoints.keyless(providers, shell.environment())).build()) {
      return runner.endpoints().stream()
          .filter(endpoint -> endpoint.own() && wish.names(endpoint.id()))
          .toList();
    }
  }
}
