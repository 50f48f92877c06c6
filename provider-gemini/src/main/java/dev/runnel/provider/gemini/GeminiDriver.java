package dev.runnel.provider.gemini;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Talks to the Gemini API. */
final class GeminiDriver implements Driver {
  /** The most that the service gives at once. */
  private static final String PAGE_SIZE = "1000";

  private final EndpointConfig config;
  private final HttpTransport http;
  private final Capabilities capabilities;

  GeminiDriver(EndpointConfig config) {
    this.config = config;
    List<String> models = config.get(GeminiProvider.MODELS);
    http = HttpTransport.open(config, GeminiProvider.BASE_URL, GeminiErrors.mapping(models));
    capabilities = capabilities(models);
  }

  /**
   * Penalties are missing: the interface has fields for them, and every model of today refuses a
   * request that sets one.
   */
  static Capabilities capabilities(List<String> models) {
    return Capabilities.builder()
        .models(models.stream().map(id -> ModelName.of(id).info(Map.of())).toList())
        .openEnded()
        .familiar("gemini-", "gemma-", "models/gemini-", "models/gemma-", "tunedModels/")
        .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
        .supports(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
        .supports(Feature.JSON_SCHEMA, Feature.JSON_OBJECT, Feature.REASONING, Feature.USAGE)
        .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
        .honours(RequestParameter.TEMPERATURE, RequestParameter.TOP_P)
        .honours(RequestParameter.MAX_TOKENS, RequestParameter.STOP, RequestParameter.SEED)
        .honours(RequestParameter.REASONING_EFFORT)
        .parameter("model", "String")
        .parameter("contents", "List<Content>")
        .parameter("systemInstruction", "Content")
        .parameter("tools", "List<Tool>")
        .parameter("toolConfig", "ToolConfig")
        .parameter("generationConfig", "GenerationConfig")
        .build();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    ModelName model = ModelName.of(request.model().orElseThrow());
    JsonWriter body =
        new RequestBody(
                request,
                model,
                request.extras(config.endpoint()),
                config.get(GeminiProvider.THOUGHTS),
                parameter -> capabilities.honours(model.id(), parameter),
                new Shortfall(request, exchange::warn))
            .write();
    HttpRequest post = http.post(path(model.path() + ":streamGenerateContent")).query("alt", "sse");
    keyed(post).json(body).stream(exchange, new GeminiReader(exchange, http));
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return new ModelPages(this::page).all();
  }

  private CompletionStage<JsonView> page(String token) {
    HttpRequest get = http.get(path("models")).query("pageSize", PAGE_SIZE);
    if (!token.isEmpty()) {
      get.query("pageToken", token);
    }
    return keyed(get).document(Timeouts.DEFAULT);
  }

  private String path(String rest) {
    return "/" + config.get(GeminiProvider.API_VERSION) + "/" + rest;
  }

  /** The key goes into a header: what is in an address ends up in logs. */
  private HttpRequest keyed(HttpRequest request) {
    config.find(GeminiProvider.API_KEY).ifPresent(key -> request.header("x-goog-api-key", key));
    return request;
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
