package dev.runnel.provider.anthropic;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.RateLimitHeaders;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Talks to the Messages API. */
final class AnthropicDriver implements Driver {
  /** The most that the service gives at once. */
  private static final String PAGE_SIZE = "1000";

  private static final RateLimitHeaders RATE_LIMITS =
      RateLimitHeaders.matching(
          Pattern.compile("anthropic-ratelimit-(?<what>[a-z-]+)-(?<field>limit|remaining|reset)"));

  private final EndpointConfig config;
  private final HttpTransport http;
  private final Capabilities capabilities;

  AnthropicDriver(EndpointConfig config) {
    this.config = config;
    List<String> models = config.get(AnthropicProvider.MODELS);
    http =
        HttpTransport.open(
            config, AnthropicProvider.BASE_URL, AnthropicErrors.mapping(models), RATE_LIMITS);
    capabilities = capabilities(models, config.get(AnthropicProvider.VERSION));
  }

  static Capabilities capabilities(List<String> models, String version) {
    return Capabilities.builder()
        .models(models.stream().map(name -> ModelTraits.of(name, version).info()).toList())
        .openEnded()
        .familiar("claude-")
        .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
        .supports(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS, Feature.USAGE)
        .lacks(Feature.JSON_OBJECT)
        .honours(RequestParameter.MODEL, RequestParameter.MESSAGES, RequestParameter.MAX_TOKENS)
        .honours(RequestParameter.TEMPERATURE, RequestParameter.TOP_P, RequestParameter.STOP)
        .honours(RequestParameter.REASONING_EFFORT)
        .parameter("model", "String")
        .parameter("max_tokens", "int")
        .parameter("system", "List<TextBlock>")
        .parameter("messages", "List<Message>")
        .parameter("tools", "List<Tool>")
        .parameter("tool_choice", "ToolChoice")
        .parameter("thinking", "Thinking")
        .parameter("output_config", "OutputConfig")
        .parameter("temperature", "double")
        .parameter("top_p", "double")
        .parameter("stop_sequences", "List<String>")
        .parameter("stream", "boolean")
        .build();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    String model = request.model().orElseThrow();
    Shortfall shortfall = new Shortfall(request, capabilities.model(model), exchange::warn);
    RequestBody body =
        new RequestBody(
            request,
            traits(model),
            request.extras(config.endpoint()),
            config.find(AnthropicProvider.MAX_TOKENS),
            shortfall);
    ask(http.post("/v1/messages")).json(body.write()).stream(
        exchange, new AnthropicReader(exchange, http, model));
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return new ModelPages(this::page, name -> traits(name).info()).all();
  }

  private ModelTraits traits(String model) {
    return ModelTraits.of(model, config.get(AnthropicProvider.VERSION));
  }

  private CompletionStage<JsonView> page(String afterId) {
    HttpRequest get = http.get("/v1/models").query("limit", PAGE_SIZE);
    if (!afterId.isEmpty()) {
      get.query("after_id", afterId);
    }
    return ask(get).document(Timeouts.DEFAULT);
  }

  private HttpRequest ask(HttpRequest request) {
    request.header("anthropic-version", config.get(AnthropicProvider.VERSION));
    List<String> beta = config.get(AnthropicProvider.BETA);
    if (!beta.isEmpty()) {
      request.header("anthropic-beta", String.join(",", beta));
    }
    Optional<Secret> token = config.find(AnthropicProvider.AUTH_TOKEN);
    token.ifPresent(request::bearer);
    if (token.isEmpty()) {
      config.find(AnthropicProvider.API_KEY).ifPresent(key -> request.header("x-api-key", key));
    }
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
