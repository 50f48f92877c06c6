package dev.runnel.provider.ollama;

import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Support;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * The models that an Ollama has, in its order: the one that was pulled or made last comes first.
 * What a model can do is asked for where the list does not say it. Models that do not chat, such as
 * those for embeddings, are left out.
 */
final class LocalModels {
  /** Nobody has more; a hundred questions to one's own machine are answered at once. */
  private static final int MAX_QUESTIONS = 100;

  private final BiFunction<String, String, HttpRequest> requests;

  /** Makes requests of a method and a path. */
  LocalModels(BiFunction<String, String, HttpRequest> requests) {
    this.requests = requests;
  }

  /** All models that chat, with what they can do. */
  CompletionStage<List<ModelInfo>> all(Timeouts timeouts) {
    return list(timeouts)
        .thenCompose(
            listed -> {
              List<CompletableFuture<Optional<ModelInfo>>> models = new ArrayList<>();
              for (int i = 0; i < listed.size(); i++) {
                JsonView entry = listed.get(i);
                models.add(
                    i < MAX_QUESTIONS
                        ? described(entry, timeouts).toCompletableFuture()
                        : CompletableFuture.completedFuture(Optional.of(model(entry, List.of()))));
              }
              return CompletableFuture.allOf(models.toArray(CompletableFuture[]::new))
                  .thenApply(
                      none -> models.stream().flatMap(model -> model.join().stream()).toList());
            });
  }

  /** The first that chats; empty where there is none. */
  CompletionStage<Optional<ModelInfo>> first(Timeouts timeouts) {
    return list(timeouts).thenCompose(listed -> first(listed, 0, timeouts));
  }

  private CompletionStage<Optional<ModelInfo>> first(
      List<JsonView> listed, int from, Timeouts timeouts) {
    if (from == listed.size()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return described(listed.get(from), timeouts)
        .thenCompose(
            model ->
                model.isPresent()
                    ? CompletableFuture.completedFuture(model)
                    : first(listed, from + 1, timeouts));
  }

  /** The names of all models, those included that do not chat. */
  CompletionStage<List<String>> names(Timeouts timeouts) {
    return list(timeouts)
        .thenApply(listed -> listed.stream().map(LocalModels::name).distinct().toList());
  }

  private CompletionStage<List<JsonView>> list(Timeouts timeouts) {
    return requests
        .apply("GET", "/api/tags")
        .document(timeouts)
        .thenApply(
            document ->
                document.get("models").elements().stream()
                    .filter(entry -> !name(entry).isBlank())
                    .toList());
  }

  private static String name(JsonView entry) {
    return entry.get("name").text(entry.get("model").text(""));
  }

  /** A model of the list; empty where it is known not to chat. */
  private CompletionStage<Optional<ModelInfo>> described(JsonView entry, Timeouts timeouts) {
    List<String> listed = capabilities(entry);
    CompletionStage<List<String>> capabilities =
        listed.isEmpty() ? show(name(entry), timeouts) : CompletableFuture.completedFuture(listed);
    return capabilities.thenApply(
        known ->
            known.isEmpty() || known.contains("completion")
                ? Optional.of(model(entry, known))
                : Optional.empty());
  }

  /** What a model can do; empty where Ollama is too old to say, or does not say. */
  private CompletionStage<List<String>> show(String model, Timeouts timeouts) {
    JsonWriter question = new JsonWriter().beginObject().field("model", model).endObject();
    return requests
        .apply("POST", "/api/show")
        .json(question)
        .document(timeouts)
        .handle((answer, failure) -> failure == null ? capabilities(answer) : List.of());
  }

  private static List<String> capabilities(JsonView model) {
    return model.get("capabilities").elements().stream().map(one -> one.text("")).toList();
  }

  private static ModelInfo model(JsonView entry, List<String> capabilities) {
    Map<Feature, Support> features = new EnumMap<>(Feature.class);
    if (!capabilities.isEmpty()) {
      features.put(Feature.IMAGES, known(capabilities, "vision"));
      features.put(Feature.TOOLS, known(capabilities, "tools"));
      features.put(Feature.REASONING, known(capabilities, "thinking"));
      if (!capabilities.contains("tools")) {
        features.put(Feature.PARALLEL_TOOL_CALLS, Support.NO);
      }
    }
    if (entry.get("remote_host").isPresent()) { // runs in the cloud, which prescribes no form
      features.put(Feature.JSON_OBJECT, Support.NO);
      features.put(Feature.JSON_SCHEMA, Support.NO);
    }
    return new ModelInfo(name(entry), features);
  }

  private static Support known(List<String> capabilities, String name) {
    return capabilities.contains(name) ? Support.YES : Support.NO;
  }
}
