package dev.runnel.provider.ollama;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpOptions;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Talks to one Ollama. */
final class OllamaDriver implements Driver {
  /** How long one question for the models may take; a local server answers at once. */
  private static final Duration LOOKING = Duration.ofSeconds(10);

  private final EndpointConfig config;
  private final URI address;
  private final Optional<Secret> key;
  private final Settings settings;
  private final Capabilities capabilities;
  private final HttpTransport http;
  private final LocalModels models;
  private final Explanation explanation;

  OllamaDriver(EndpointConfig config) {
    this.config = config;
    address = config.get(OllamaProvider.BASE_URL);
    key = config.find(OllamaProvider.API_KEY);
    settings = Settings.of(config);
    capabilities =
        OllamaCapabilities.of(config.get(OllamaProvider.MODELS), OllamaProvider.isCloud(address));
    http = HttpTransport.open(config, OllamaProvider.BASE_URL, OllamaErrors.MAPPING);
    models = new LocalModels(this::request);
    explanation = new Explanation(address, config.find(HttpOptions.PROXY).isPresent(), models);
  }

  private HttpRequest request(String method, String path) {
    HttpRequest request = method.equals("GET") ? http.get(path) : http.post(path);
    key.ifPresent(request::bearer);
    return request;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return models
        .all(Timeouts.DEFAULT)
        .exceptionally(
            failure -> {
              throw explained(failure);
            });
  }

  private RuntimeException explained(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof ChatException known
        ? explanation.of(known)
        : new CompletionException(cause);
  }

  // ---- a call

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    if (request.model().isPresent()) {
      ask(request, request.model().get(), exchange);
      return;
    }
    models
        .first(soon(exchange.timeouts()))
        .whenComplete(
            (model, failure) -> {
              if (failure != null) {
                exchange.fail(asChatException(explained(failure)));
              } else if (model.isEmpty()) {
                exchange.fail(noModel());
              } else if (!exchange.isOver()) {
                ask(request, model.get().id(), exchange);
              }
            });
  }

  /**
   * What is asked of the list cannot be aborted, so it is bounded: a cancelled call is over at
   * once, and what it has begun soon after.
   */
  private static Timeouts soon(Timeouts timeouts) {
    return timeouts.total().compareTo(LOOKING) > 0 ? timeouts.withTotal(LOOKING) : timeouts;
  }

  private void ask(ChatRequest request, String model, Exchange exchange) {
    try {
      JsonWriter body =
          ChatBody.of(request, model, settings, request.extras(config.endpoint()), exchange::warn);
      Exchange explained =
          new ExplainedExchange(exchange, failure -> explanation.of(failure, model));
      request("POST", "/api/chat").json(body).stream(
          explained, new OllamaReader(explained, http, toolCalls(request)));
    } catch (RuntimeException e) { // behind a look at the list it would be thrown to nobody
      exchange.fail(asChatException(e));
    }
  }

  private static int toolCalls(ChatRequest request) {
    return (int)
        request.messages().stream()
            .flatMap(message -> message.parts().stream())
            .filter(ContentPart.ToolCall.class::isInstance)
            .count();
  }

  private static ChatException asChatException(RuntimeException failure) {
    return failure instanceof ChatException known
        ? known
        : ChatException.builder(ErrorKind.INTERNAL, "The driver threw " + failure)
            .cause(failure)
            .build();
  }

  private ChatException noModel() {
    return ChatException.builder(
            ErrorKind.MODEL_NOT_FOUND,
            "Ollama has no model to chat with yet, and none was asked for")
        .retry(RetryAdvice.ANOTHER_ENDPOINT)
        .nextStep("Get one with `ollama pull llama3.2`, or name a model")
        .build();
  }

  // ---- the rest

  @Override
  public boolean onEventLoop() {
    return http.onEventLoop();
  }

  @Override
  public void close() {
    http.close();
  }
}
