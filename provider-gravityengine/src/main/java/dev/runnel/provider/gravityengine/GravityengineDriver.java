package dev.runnel.provider.gravityengine;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.Notices;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;

/**
 * Talks to Gravityengine. Streaming is nominal: the answer comes as one document and so as one
 * token. Deployments that answer with an event stream are read as such.
 */
final class GravityengineDriver implements Driver {
  private static final double TEMPERATURE = 0.7;
  private static final double PRESENCE_PENALTY = 0;

  private final HttpTransport http;
  private final Notices notices;
  private final Capabilities capabilities;

  GravityengineDriver(EndpointConfig config) {
    http = HttpTransport.open(config, GravityengineProvider.BASE_URL);
    notices = Notices.of(config.get(GravityengineProvider.NOTICES));
    capabilities = capabilities(config.get(GravityengineProvider.MODELS));
  }

  static Capabilities capabilities(List<String> models) {
    return Capabilities.builder()
        .models(models.toArray(String[]::new))
        .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
        .lacks(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
        .lacks(Feature.JSON_SCHEMA, Feature.JSON_OBJECT, Feature.REASONING)
        .honours(RequestParameter.MODEL, RequestParameter.MESSAGES, RequestParameter.TEMPERATURE)
        .honours(RequestParameter.PRESENCE_PENALTY)
        .parameter("model", "String")
        .parameter("messages", "List<Message>")
        .parameter("stream", "boolean")
        .build();
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    JsonWriter body =
        new JsonWriter()
            .beginObject()
            .field("model", request.model().orElseThrow())
            .field("temperature", request.temperature().orElse(TEMPERATURE))
            .field("presence_penalty", request.presencePenalty().orElse(PRESENCE_PENALTY))
            .name("messages");
    TextMessages.write(body, request.messages());
    http.post("/api/openai/v1/chat/completions")
        .json(body.endObject())
        .chatCompletion(notices.watch(exchange));
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
