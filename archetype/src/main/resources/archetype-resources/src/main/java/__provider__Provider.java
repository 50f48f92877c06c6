package ${package};

#set( $id = $provider.toLowerCase() )
#set( $upper = $provider.toUpperCase() )
import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.http.HttpOptions;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.TextMessages;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;

/** ${provider}: who it is, what can be configured, and how it is asked. */
public final class ${provider}Provider implements Provider {
  // TODO where the service is
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://${id}.example");

  static final Option<Secret> API_KEY =
      Option.secret("api-key").fromEnvironment("${upper}_API_KEY").describedAs("Your key");

  // TODO what it can do: it is held to what it claims
  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .models("${id}-1")
          .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
          .lacks(Feature.IMAGES, Feature.TOOLS, Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
          .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
          .honours(RequestParameter.TEMPERATURE)
          .build();

  /** Found by name; see {@code META-INF/services}. */
  public ${provider}Provider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("${id}", SPI_GENERATION)
        .displayName("${provider}")
        .options(HttpOptions.with(BASE_URL, API_KEY))
        .authentication(Authentication.requiresAtHome(API_KEY))
        .capabilities(CAPABILITIES)
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    HttpTransport http = HttpTransport.open(config, BASE_URL);
    return http.driver(
        CAPABILITIES,
        (request, exchange) -> {
          // TODO what it is sent
          JsonWriter body = new JsonWriter().beginObject();
          body.field("model", request.model().orElseThrow());
          TextMessages.write(body.name("messages"), request.messages());
          request.temperature().ifPresent(value -> body.field("temperature", value));
          HttpRequest post = http.post("/chat").json(body.endObject());
          config.find(API_KEY).ifPresent(post::bearer);
          post.stream(exchange, new ${provider}Reader(exchange, http));
        });
  }
}
