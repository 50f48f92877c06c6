package dev.runnel.plugins;

/** What the plugins of tests are made of. */
final class Sources {
  private Sources() {}

  /**
   * A provider that answers with the value of an expression, in which {@code config} and {@code
   * request} can be used.
   *
   * @param members further members of the provider's class
   */
  static String answering(String className, String id, String expression, String members) {
    return """
    package %1$s;

    import dev.runnel.api.*;
    import dev.runnel.spi.*;

    public class %2$s implements Provider {
      static final int GENERATION = SPI_GENERATION;
      %5$s

      @Override
      public ProviderDescription describe() {
        return ProviderDescription.builder("%3$s", GENERATION).build();
      }

      @Override
      public Driver connect(EndpointConfig config) {
        return new Driver() {
          @Override
          public Capabilities capabilities() {
            return Capabilities.builder().models("m").build();
          }

          @Override
          public void start(ChatRequest request, Exchange exchange) {
            exchange.token(String.valueOf(%4$s));
            exchange.complete();
          }
        };
      }
    }
    """
        .formatted(
            className.substring(0, className.lastIndexOf('.')),
            className.substring(className.lastIndexOf('.') + 1),
            id,
            expression,
            members);
  }

  static String answering(String className, String id, String expression) {
    return answering(className, id, expression, "");
  }

  /** One that asks a service in the form of OpenAI, by the HTTP support. */
  static String overHttp(String className, String id) {
    return """
    package %1$s;

    import dev.runnel.api.*;
    import dev.runnel.http.*;
    import dev.runnel.http.json.*;
    import dev.runnel.spi.*;
    import java.net.URI;
    import java.util.List;

    public class %2$s implements Provider {
      static final Option<URI> BASE_URL = Option.uri("base-url")
          .readBy(text -> URI.create(text.strip()));

      @Override
      public ProviderDescription describe() {
        return ProviderDescription.builder("%3$s", SPI_GENERATION)
            .options(HttpOptions.with(BASE_URL)).build();
      }

      @Override
      public Driver connect(EndpointConfig config) {
        HttpTransport http = HttpTransport.open(config, BASE_URL);
        return new Driver() {
          @Override
          public Capabilities capabilities() {
            return Capabilities.builder().models("gpt-4o-mini").build();
          }

          @Override
          public void start(ChatRequest request, Exchange exchange) {
            JsonWriter body = new JsonWriter().beginObject()
                .field("model", "gpt-4o-mini").field("stream", true)
                .name("messages");
            TextMessages.write(body, request.messages());
            http.post("/chat/completions").bearer(Secret.of("sk-test"))
                .json(body.endObject()).chatCompletion(exchange);
          }

          @Override
          public void close() {
            http.close();
          }
        };
      }
    }
    """
        .formatted(
            className.substring(0, className.lastIndexOf('.')),
            className.substring(className.lastIndexOf('.') + 1),
            id);
  }
}
