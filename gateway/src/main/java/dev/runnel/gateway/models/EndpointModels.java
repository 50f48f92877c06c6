package dev.runnel.gateway.models;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * What one endpoint has.
 *
 * @param models may be empty
 * @param sure whether the endpoint said so, or always has these
 */
record EndpointModels(List<ListedModel> models, boolean sure) {
  /** Failures after which it is known that none of its models can be had. */
  private static final Set<ErrorKind> SHUT =
      Set.of(ErrorKind.AUTHENTICATION, ErrorKind.PERMISSION, ErrorKind.BLOCKED);

  /**
   * Asks an endpoint, unless it cannot be asked or keeps a fixed list. One that does not answer in
   * time, or keeps no list, has the models that are known by name; one that lets nobody in, none.
   */
  static CompletableFuture<EndpointModels> of(Runner runner, Endpoint endpoint, Duration patience) {
    if (runner.obstacle(endpoint, false).isPresent()) {
      return CompletableFuture.completedFuture(new EndpointModels(List.of(), true));
    }
    List<ModelInfo> known = endpoint.capabilities().models();
    if (!endpoint.capabilities().openEnded()) {
      return CompletableFuture.completedFuture(listed(endpoint, known, true));
    }
    CompletableFuture<List<ModelInfo>> asked = new CompletableFuture<>();
    try {
      runner
          .models(endpoint.id())
          .whenComplete(
              (models, thrown) -> {
                if (thrown == null) {
                  asked.complete(models);
                } else {
                  asked.completeExceptionally(thrown);
                }
              });
    } catch (RuntimeException e) { // its configuration is refused, or its provider is broken
      asked.completeExceptionally(e);
    }
    return asked
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (models, thrown) ->
                thrown == null
                    ? listed(endpoint, models, true)
                    : listed(endpoint, isShut(thrown) ? List.of() : known, false));
  }

  private static boolean isShut(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof ChatException failure && SHUT.contains(failure.kind());
  }

  private static EndpointModels listed(Endpoint endpoint, List<ModelInfo> models, boolean sure) {
    return new EndpointModels(
        models.stream().map(model -> ListedModel.of(endpoint.id(), model.id())).distinct().toList(),
        sure);
  }
}
