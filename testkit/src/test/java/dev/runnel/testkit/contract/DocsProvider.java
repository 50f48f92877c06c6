package dev.runnel.testkit.contract;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.http.EventReader;
import dev.runnel.http.HttpOptions;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;

/** The provider of docs/testing.md, so that it compiles; RulesInTheDocsTest compares. */
final class DocsProvider {
  private DocsProvider() {}

  public static class AcmeProvider implements Provider {
    static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://api.acme.example");
    static final Option<Secret> API_KEY = Option.secret("api-key").describedAs("Your key");

    static final Capabilities CAPABILITIES =
        Capabilities.builder()
            .models("acme-1")
            .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
            .lacks(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
            .lacks(Feature.JSON_SCHEMA, Feature.JSON_OBJECT, Feature.REASONING)
            .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
            .build();

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("acme", SPI_GENERATION)
          .displayName("Acme")
          .authentication(Authentication.requiresAtHome(API_KEY))
          .options(HttpOptions.with(BASE_URL, API_KEY))
          .capabilities(CAPABILITIES)
          .build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return new AcmeDriver(config);
    }
  }

  static final class AcmeDriver implements Driver {
    private final EndpointConfig config;
    private final HttpTransport http;

    AcmeDriver(EndpointConfig config) {
      this.config = config;
      http = HttpTransport.open(config, AcmeProvider.BASE_URL);
    }

    @Override
    public Capabilities capabilities() {
      return AcmeProvider.CAPABILITIES;
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      var body = new JsonWriter().beginObject().field("model", request.model().orElseThrow());
      TextMessages.write(body.name("messages"), request.messages());
      var post = http.post("/chat").json(body.endObject());
      config.find(AcmeProvider.API_KEY).ifPresent(post::bearer);
      post.stream(exchange, new AcmeReader(exchange, http));
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

  static final class AcmeReader extends EventReader {
    private final JsonCursor json = new JsonCursor();
    private String text = "";
    private boolean done;

    AcmeReader(Exchange exchange, HttpTransport http) {
      super(exchange, http, Framing.LINES);
    }

    @Override
    protected void onEvent(String name, byte[] array, int offset, int length) {
      text = "";
      json.read(array, offset, length, this::member);
      token(text);
      if (done) {
        complete();
      }
    }

    private void member(String name, JsonCursor value) {
      switch (name) {
        case "text" -> text = value.text("");
        case "done" -> done = value.asBoolean(false);
        default -> {} // what is not known yet means nothing
      }
    }
  }
}
