package dev.runnel.provider.lockchat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.ErrorMapping;
import dev.runnel.http.ErrorVerdict;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.Notices;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;

/** Talks to Lockchat. */
final class LockchatDriver implements Driver {
  private static final double TEMPERATURE = 0.7;

  /** The service denies now and then that its models exist; the same request then goes through. */
  private static final ErrorMapping ERRORS =
      ErrorMapping.standard()
          .when(
              error -> error.mentions("The model: `") && error.mentions("does not exist"),
              ErrorVerdict.of(ErrorKind.MODEL_NOT_FOUND)
                  .retry(RetryAdvice.SAME_ENDPOINT)
                  .nextStep("Ask again: the service says so now and then of models it has"))
          .when(
              error -> error.mentions("you must provide a model parameter"),
              ErrorVerdict.of(ErrorKind.INVALID_REQUEST)
                  .retry(RetryAdvice.ANOTHER_ENDPOINT)
                  .nextStep("Ask another service: this one does not see the model it was sent"));

  private final EndpointConfig config;
  private final HttpTransport http;
  private final Notices notices;
  private final Capabilities capabilities;

  LockchatDriver(EndpointConfig config) {
    this.config = config;
    http = HttpTransport.open(config, LockchatProvider.BASE_URL, ERRORS);
    notices = Notices.of(config.get(LockchatProvider.NOTICES));
    capabilities = capabilities(config.get(LockchatProvider.MODELS));
  }

  static Capabilities capabilities(List<String> models) {
    return Capabilities.builder()
        .models(models.toArray(String[]::new))
        .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
        .lacks(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
        .lacks(Feature.JSON_SCHEMA, Feature.JSON_OBJECT, Feature.REASONING)
        .honours(RequestParameter.MODEL, RequestParameter.MESSAGES, RequestParameter.TEMPERATURE)
        .parameter("model", "String")
        .parameter("messages", "List<Message>")
        .parameter("stream", "boolean")
        .parameter("temperature", "double")
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
            .field("temperature", request.temperature().orElse(TEMPERATURE))
            .field("model", request.model().orElseThrow())
            .field("stream", true)
            .name("messages");
    TextMessages.write(body, request.messages());
    HttpRequest post =
        http.post("/v1/chat/completions")
            .header("user-agent", config.get(LockchatProvider.USER_AGENT))
            .json(body.endObject());
    config.find(LockchatProvider.AUTH).ifPresent(auth -> post.query("auth", auth));
    post.chatCompletion(notices.watch(exchange));
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
