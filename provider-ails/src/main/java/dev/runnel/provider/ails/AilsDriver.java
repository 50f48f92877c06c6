package dev.runnel.provider.ails;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** Speaks the protocol of the service's web client. */
final class AilsDriver implements Driver {
  private static final double DEFAULT_TEMPERATURE = 0.6;

  private final EndpointConfig config;
  private final Clock clock;
  private final Capabilities capabilities;
  private final Notices notices;
  private final HttpTransport http;

  AilsDriver(EndpointConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.capabilities =
        Capabilities.builder(AilsProvider.CAPABILITIES)
            .models(config.get(AilsOptions.MODELS).stream().map(ModelInfo::of).toList())
            .build();
    this.notices = Notices.of(config.get(AilsOptions.NOTICES));
    this.http = HttpTransport.open(config, AilsOptions.BASE_URL, errors(config));
  }

  private static ErrorMapping errors(EndpointConfig config) {
    String option = config.endpoint() + "." + AilsOptions.CLIENT_VERSION.name();
    return ErrorMapping.standard()
        .when(
            error -> error.mentions("NEED REFRESH"),
            ErrorVerdict.of(ErrorKind.BLOCKED)
                .nextStep(
                    "The service wants a newer client than "
                        + config.get(AilsOptions.CLIENT_VERSION)
                        + ": set "
                        + option
                        + " to the version that its web page sends as client-v"));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    HttpRequest post =
        http.post("/v1/chat/completions")
            .header("authority", config.get(AilsOptions.AUTHORITY))
            .header("accept", "*/*")
            .header(
                "accept-language",
                "en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3")
            .header("authorization", "Bearer free")
            .header("client-id", UUID.randomUUID().toString())
            .header("client-v", config.get(AilsOptions.CLIENT_VERSION))
            .header("origin", config.get(AilsOptions.ORIGIN))
            .header("referer", config.get(AilsOptions.ORIGIN) + "/")
            .header(
                "sec-ch-ua",
                "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"114\", \"Google Chrome\";v=\"114\"")
            .header("sec-ch-ua-mobile", "?0")
            .header("sec-ch-ua-platform", "\"Windows\"")
            .header("sec-fetch-dest", "empty")
            .header("sec-fetch-mode", "cors")
            .header("sec-fetch-site", "cross-site")
            .header("user-agent", config.get(AilsOptions.USER_AGENT))
            .json(body(request));
    config.find(AilsOptions.TOKEN).ifPresent(post::bearer);
    post.chatCompletion(notices.watch(exchange));
  }

  private JsonWriter body(ChatRequest request) {
    String time = AilsSignature.time(clock.instant());
    String last = TextMessages.text(request.lastMessage());
    JsonWriter body =
        new JsonWriter()
            .beginObject()
            .field("model", request.model().orElseThrow())
            .field("temperature", request.temperature().orElse(DEFAULT_TEMPERATURE))
            .field("stream", true)
            .field("d", LocalDate.now(clock).toString())
            .field("t", time)
            .field("s", AilsSignature.of(time, last, config.get(AilsOptions.SIGNING_CONSTANT)))
            .name("messages");
    TextMessages.write(body, request.messages());
    return body.endObject();
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
