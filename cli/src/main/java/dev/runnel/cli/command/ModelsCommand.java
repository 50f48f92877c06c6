package dev.runnel.cli.command;

import dev.runnel.api.ChatException;
import dev.runnel.api.ModelInfo;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel models}: what can be asked for, as {@code endpoint/model} lines. */
@Command(
    name = "models",
    sortOptions = false,
    description =
        "List the models as ENDPOINT/MODEL, after the names that stand for several. Asks only"
            + " endpoints that keep no fixed list.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel models          all models there are",
      "  runnel models -p ails  those of one endpoint"
    })
final class ModelsCommand extends ShellCommand {
  private static final long PATIENCE_SECONDS = 30;

  @Option(
      names = {"-p", "--provider"},
      paramLabel = "ENDPOINT",
      description = "Only this endpoint. Default: all that are set up.")
  @Nullable String provider;

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  private final Map<String, Reason.CredentialsMissing> keyless = new LinkedHashMap<>();

  ModelsCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try (Providers providers = endpoints.discover(shell);
        Runner runner = endpoints.addTo(endpoints.runner(providers, shell.environment())).build()) {
      Map<Endpoint, CompletableFuture<List<ModelInfo>>> asked = new LinkedHashMap<>();
      for (Endpoint endpoint : Chosen.of(Optional.ofNullable(provider), runner)) {
        asked.put(endpoint, ask(runner, endpoint));
      }
      warnOfKeys();
      if (provider == null) {
        runner.pools().forEach(this::print);
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      asked.forEach((endpoint, models) -> print(endpoint, models, deadline - System.nanoTime()));
    }
    return ExitCode.OK;
  }

  private CompletableFuture<List<ModelInfo>> ask(Runner runner, Endpoint endpoint) {
    List<ModelInfo> known = endpoint.capabilities().models();
    if (!endpoint.capabilities().openEnded()) {
      return CompletableFuture.completedFuture(known);
    }
    Optional<Reason> obstacle = runner.obstacle(endpoint, provider != null);
    if (obstacle.isPresent()) {
      notAsked(endpoint, obstacle.get());
      return CompletableFuture.completedFuture(known);
    }
    try {
      return runner.models(endpoint.id()).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void notAsked(Endpoint endpoint, Reason reason) {
    if (provider == null && reason instanceof Reason.CredentialsMissing missing) {
      keyless.put(endpoint.id(), missing);
    } else {
      warn("'" + endpoint.id() + "' was not asked: it " + reason.explain());
    }
  }

  /** One line, however many keys are missing. */
  private void warnOfKeys() {
    if (keyless.size() == 1) {
      keyless.forEach((id, reason) -> warn("'" + id + "' was not asked: it " + reason.explain()));
    } else if (!keyless.isEmpty()) {
      String told =
          keyless.entrySet().stream()
              .map(entry -> entry.getKey() + " (" + variables(entry.getValue()) + ")")
              .collect(Collectors.joining(", "));
      warn("not asked, since they need a key: " + told);
    }
  }

  private static String variables(Reason.CredentialsMissing reason) {
    return reason.missing().stream()
        .map(missing -> missing.variables().get(0))
        .collect(Collectors.joining(", "));
  }

  /** A name that stands for others comes first; only it needs no endpoint before it. */
  private void print(ModelPool pool) {
    String members =
        pool.members().stream().map(ModelPool.Member::target).collect(Collectors.joining(", "));
    shell
        .out()
        .line(
            ControlCharacters.neutralised(
                pool.name()
                    + " -> "
                    + members
                    + (pool.members().size() == 1 ? "" : " (" + pool.strategy() + ")")));
  }

  private void print(Endpoint endpoint, CompletableFuture<List<ModelInfo>> models, long nanos) {
    List<ModelInfo> listed = new ArrayList<>();
    try {
      listed.addAll(models.get(Math.max(1, nanos), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      listed.addAll(endpoint.capabilities().models());
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String told =
          cause instanceof ChatException failure ? failure.describe() : String.valueOf(cause);
      warn("'" + endpoint.id() + "' did not list its models: " + told);
    } catch (TimeoutException e) {
      listed.addAll(endpoint.capabilities().models());
      warn("'" + endpoint.id() + "' did not list its models within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    for (ModelInfo model : listed) {
      shell.out().line(ControlCharacters.neutralised(endpoint.id() + "/" + model.id()));
    }
  }

  private void warn(String message) {
    shell.err().tell("warning: " + message);
  }
}
