package dev.runnel.provider.openai;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.RateLimitHeaders;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Talks to OpenAI, or to a server that speaks as it does. */
final class OpenAiDriver implements Driver {
  private final EndpointConfig config;
  private final Capabilities capabilities;
  private final HttpTransport http;

  OpenAiDriver(EndpointConfig config) {
    this.config = config;
    List<String> models = config.get(OpenAiOptions.MODELS);
    capabilities =
        OpenAiCapabilities.of(
            models,
            config.get(OpenAiOptions.SUPPORTS),
            config.get(OpenAiOptions.LACKS),
            config.get(OpenAiOptions.IGNORES),
            Presets.familiar(config.endpoint()));
    http =
        HttpTransport.open(
            config,
            OpenAiOptions.BASE_URL,
            OpenAiErrors.mapping(models),
            RateLimitHeaders.openAi());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    if (request.model().isPresent()) {
      ask(request, request.model().get(), exchange);
      return;
    }
    // Each time: a server on one's own machine serves another model tomorrow.
    listed(exchange.timeouts())
        .whenComplete(
            (models, failure) -> {
              if (failure != null) {
                exchange.fail(cause(failure));
              } else if (models.isEmpty()) {
                exchange.fail(noModel());
              } else if (!exchange.isOver()) {
                askSafely(request, models.get(0).id(), exchange);
              }
            });
  }

  /** What is thrown here is thrown to nobody: it is not the guard that has called. */
  private void askSafely(ChatRequest request, String model, Exchange exchange) {
    try {
      ask(request, model, exchange);
    } catch (RuntimeException e) {
      exchange.fail(
          e instanceof ChatException refused
              ? refused
              : ChatException.builder(ErrorKind.INTERNAL, "The driver threw " + e)
                  .cause(e)
                  .nextStep("This is a bug in the driver; please report it to its author")
                  .build());
    }
  }

  private void ask(ChatRequest request, String model, Exchange exchange) {
    HttpRequest post =
        http.post("/chat/completions")
            .json(RequestBody.of(config, capabilities, request, model, exchange::warn));
    withHeaders(post).chatCompletion(exchange);
  }

  private HttpRequest withHeaders(HttpRequest request) {
    config.find(OpenAiOptions.API_KEY).ifPresent(key -> authorise(request, key));
    config
        .find(OpenAiOptions.ORGANIZATION)
        .ifPresent(id -> request.header("openai-organization", id));
    config.find(OpenAiOptions.PROJECT).ifPresent(id -> request.header("openai-project", id));
    ExtraHeaders.add(config.get(OpenAiOptions.HEADERS), request);
    return request;
  }

  private void authorise(HttpRequest request, Secret key) {
    String header = config.get(OpenAiOptions.KEY_HEADER);
    if (header.equalsIgnoreCase("authorization")) {
      request.bearer(key);
    } else {
      request.header(header, key);
    }
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return listed(Timeouts.DEFAULT);
  }

  private CompletionStage<List<ModelInfo>> listed(Timeouts timeouts) {
    return withHeaders(http.get("/models")).document(timeouts).thenApply(OpenAiModels::listed);
  }

  private static ChatException cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof ChatException chat
        ? chat
        : ChatException.builder(ErrorKind.INTERNAL, "The models could not be listed: " + cause)
            .cause(cause)
            .build();
  }

  private static ChatException noModel() {
    return ChatException.builder(
            ErrorKind.MODEL_NOT_FOUND, "The server has no model loaded, and none was named")
        .nextStep("Load a model in the server, or name one")
        .build();
  }

  @Override
  public boolean onEventLoop() {
    return http.onEventLoop();
  }

  @Override
  public void close() {
    http.close();
  }
}
