package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Support;
import dev.runnel.http.json.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The list of models, which comes in pages. Models that do not chat are left out. */
final class ModelPages {
  /** Far more than there are: a service that goes on and on is not followed. */
  private static final int MAX_PAGES = 50;

  private final Function<String, CompletionStage<JsonView>> fetch;
  private final Map<String, ModelInfo> models = new LinkedHashMap<>();
  private int pages;

  /**
   * @param fetch gets the page of a token; of the empty one, the first
   */
  ModelPages(Function<String, CompletionStage<JsonView>> fetch) {
    this.fetch = fetch;
  }

  CompletionStage<List<ModelInfo>> all() {
    return page("");
  }

  private CompletionStage<List<ModelInfo>> page(String token) {
    return fetch.apply(token).thenCompose(this::read);
  }

  private CompletionStage<List<ModelInfo>> read(JsonView page) {
    if (!page.isObject()) {
      return CompletableFuture.failedStage(
          ChatException.builder(
                  ErrorKind.PROTOCOL, "The service answered with something that lists no models")
              .nextStep("Check the endpoint's base-url")
              .build());
    }
    page.get("models").elements().forEach(this::add);
    String next = page.get("nextPageToken").text("");
    pages++;
    return next.isEmpty() || pages == MAX_PAGES
        ? CompletableFuture.completedStage(new ArrayList<>(models.values()))
        : page(next);
  }

  private void add(JsonView model) {
    ModelName name = ModelName.of(model.get("name").text(""));
    boolean chats =
        model.get("supportedGenerationMethods").elements().stream()
            .anyMatch(method -> method.text("").equals("generateContent"));
    if (chats && !name.id().isBlank()) {
      models.put(name.id(), name.info(features(model.get("thinking"))));
    }
  }

  private static Map<Feature, Support> features(JsonView thinking) {
    return thinking.isPresent()
        ? Map.of(Feature.REASONING, thinking.asBoolean(false) ? Support.YES : Support.NO)
        : Map.of();
  }
}
