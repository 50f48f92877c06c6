package dev.runnel.cli.command;

import dev.runnel.api.ChatException;
import dev.runnel.api.ModelInfo;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks endpoints for their models, all at once and by each of their keys: the question that costs
 * nothing and that needs a key that works. Asks only who may be asked.
 */
final class LivenessCheck {
  private final Runner runner;
  private final Duration patience;

  LivenessCheck(Runner runner, Duration patience) {
    this.runner = runner;
    this.patience = patience;
  }

  /**
   * What came of it, in the order of the endpoints; waits no longer than it was told to.
   *
   * @param named whether the user named them, which is leave enough
   */
  List<Liveness> of(List<Endpoint> endpoints, boolean named) {
    List<CompletableFuture<Liveness>> answers = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      answers.addAll(ask(endpoint, named));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private List<CompletableFuture<Liveness>> ask(Endpoint endpoint, boolean named) {
    String id = endpoint.id();
    Optional<Reason> obstacle = runner.obstacle(endpoint, named);
    if (obstacle.isPresent()) {
      return List.of(
          known(
              Liveness.of(
                  id, Optional.empty(), Liveness.State.NOT_ASKED, obstacle.get().explain())));
    }
    if (!endpoint.capabilities().openEnded()) {
      return List.of(
          known(
              Liveness.of(
                  id,
                  Optional.empty(),
                  Liveness.State.READY,
                  "its models are known, so there is no question that costs nothing")));
    }
    List<String> keys = runner.keyLabels(id);
    return keys.isEmpty()
        ? List.of(ask(id, Optional.empty(), () -> runner.models(id)))
        : keys.stream()
            .map(label -> ask(id, Optional.of(label), () -> runner.models(id, label)))
            .toList();
  }

  private static CompletableFuture<Liveness> known(Liveness liveness) {
    return CompletableFuture.completedFuture(liveness);
  }

  private CompletableFuture<Liveness> ask(
      String endpoint, Optional<String> key, Supplier<CompletionStage<List<ModelInfo>>> question) {
    long start = System.nanoTime();
    return CompletableFuture.supplyAsync(question, threads(endpoint))
        .thenCompose(models -> models)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle((models, thrown) -> judged(endpoint, key, models, thrown, start));
  }

  // One each: a command that gives a key may take its time, and is not to hold up the others.
  private static Executor threads(String endpoint) {
    return task -> {
      Thread thread = new Thread(task, "runnel-check-" + endpoint);
      thread.setDaemon(true);
      thread.start();
    };
  }

  private Liveness judged(
      String endpoint,
      Optional<String> key,
      @Nullable List<ModelInfo> models,
      @Nullable Throwable thrown,
      long start) {
    if (models == null) {
      return Liveness.of(endpoint, key, Liveness.State.FAILED, told(endpoint, thrown));
    }
    return new Liveness(
        endpoint,
        key,
        Liveness.State.LIVES,
        OptionalInt.of(models.size()),
        OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)),
        "");
  }

  private String told(String endpoint, @Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof TimeoutException) {
      return "no answer within " + patience.toMillis() + " ms";
    }
    if (cause instanceof ChatException failure) {
      String told = failure.describe();
      String who = endpoint + ": "; // stands before the line already
      return told.startsWith(who) ? told.substring(who.length()) : told;
    }
    return String.valueOf(cause);
  }
}
