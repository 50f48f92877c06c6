package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.http.json.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The list of models, which comes in pages. */
final class ModelPages {
  /** Far more than there are: a service that goes on and on is not followed. */
  private static final int MAX_PAGES = 50;

  private final Function<String, CompletionStage<JsonView>> fetch;
  private final Function<String, ModelInfo> describe;
  private final Map<String, ModelInfo> models = new LinkedHashMap<>();
  private int pages;

  /**
   * @param fetch gets the page after a model; after the empty name, the first
   * @param describe what is known of a model
   */
  ModelPages(
      Function<String, CompletionStage<JsonView>> fetch, Function<String, ModelInfo> describe) {
    this.fetch = fetch;
    this.describe = describe;
  }

  CompletionStage<List<ModelInfo>> all() {
    return page("");
  }

  private CompletionStage<List<ModelInfo>> page(String afterId) {
    return fetch.apply(afterId).thenCompose(this::read);
  }

  private CompletionStage<List<ModelInfo>> read(JsonView page) {
    if (!page.get("data").isArray()) {
      return CompletableFuture.failedStage(
          ChatException.builder(
                  ErrorKind.PROTOCOL, "The service answered with something that lists no models")
              .nextStep("Check the endpoint's base-url")
              .build());
    }
    for (JsonView model : page.get("data").elements()) {
      String id = model.get("id").text("");
      if (!id.isBlank()) {
        models.put(id, describe.apply(id));
      }
    }
    pages++;
    String last = page.get("last_id").text("");
    return page.get("has_more").asBoolean(false) && !last.isEmpty() && pages < MAX_PAGES
        ? page(last)
        : CompletableFuture.completedStage(new ArrayList<>(models.values()));
  }
}
