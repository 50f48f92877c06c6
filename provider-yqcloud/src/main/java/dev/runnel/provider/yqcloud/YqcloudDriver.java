package dev.runnel.provider.yqcloud;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.Notices;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** Talks to Yqcloud. The model is only a label: the service is not told of it. */
final class YqcloudDriver implements Driver {
  private static final ErrorMapping ERRORS =
      ErrorMapping.standard()
          .when( // "too long, please cut it down", said with the status for too many requests
              error -> error.mentions("文字过长"),
              ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG)
                  .nextStep("Shorten the message, or ask a service that takes more"))
          .when(
              error -> error.status().equals(OptionalInt.of(403)),
              ErrorVerdict.of(ErrorKind.BLOCKED)
                  .nextStep("Use another service, or another way out to the network"));

  private final EndpointConfig config;
  private final String prefix;
  private final HttpTransport http;
  private final Notices notices;
  private final Capabilities capabilities;
  private final Conversations conversations;

  YqcloudDriver(EndpointConfig config, LongSupplier clock) {
    this.config = config;
    prefix = config.get(YqcloudProvider.PREFIX);
    http = HttpTransport.open(config, YqcloudProvider.BASE_URL, ERRORS);
    notices = Notices.of(config.get(YqcloudProvider.NOTICES));
    capabilities = capabilities(config.get(YqcloudProvider.MODELS));
    conversations = new Conversations(clock);
  }

  static Capabilities capabilities(List<String> models) {
    return Capabilities.builder()
        .models(models.toArray(String[]::new))
        .supports(Feature.STREAMING)
        .lacks(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES, Feature.IMAGES)
        .lacks(Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
        .lacks(Feature.JSON_SCHEMA, Feature.JSON_OBJECT, Feature.REASONING)
        .honours(RequestParameter.MESSAGES, RequestParameter.CONVERSATION_ID)
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
    String message = TextMessages.text(request.lastMessage());
    String origin = config.get(YqcloudProvider.ORIGIN);
    JsonWriter body =
        new JsonWriter()
            .beginObject()
            .field("prompt", prefix + message)
            .field("userId", conversations.userId(request.conversationId()))
            .field("network", true)
            .field("apikey", "")
            .field("system", "")
            .field("withoutContext", false)
            .endObject();
    RawTextReader text = new RawTextReader(notices.watch(exchange), prefix, message);
    http
        .post("/api/generateStream")
        .header("authority", config.get(YqcloudProvider.AUTHORITY))
        .header("origin", origin)
        .header("referer", origin + "/")
        .header("user-agent", config.get(YqcloudProvider.USER_AGENT))
        .json(body)
        .stream(exchange, new ErrorDocumentReader(text, http::failure));
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
