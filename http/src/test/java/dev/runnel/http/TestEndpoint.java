package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** A client of a small service, through the guard, over the transport. */
final class TestEndpoint implements AutoCloseable {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("http://127.0.0.1:1");
  static final Option<Secret> KEY = Option.secret("key");
  static final ProviderDescription DESCRIPTION =
      ProviderDescription.builder("test", 1).options(HttpOptions.with(BASE_URL, KEY)).build();

  /** How the service is asked. */
  interface Speech {
    void start(HttpTransport http, ChatRequest request, Exchange exchange);
  }

  static final Speech OPENAI =
      (http, request, exchange) ->
          http.post("/chat")
              .body("{}".getBytes(UTF_8), "application/json")
              .chatCompletion(exchange);

  final HttpTransport http;
  final ChatClient client;
  private final CallRuntime runtime;

  private TestEndpoint(HttpTransport http, Speech speech, CallRuntime runtime) {
    this.http = http;
    this.runtime = runtime;
    this.client =
        Guard.guard(
            http.driver(
                Capabilities.builder().models("m").openEnded().build(),
                (request, exchange) -> speech.start(http, request, exchange)),
            "test",
            "test",
            GuardSettings.DEFAULT
                .withTimeouts(Timeouts.DEFAULT.withTotal(Duration.ofSeconds(60)))
                .withTail(Duration.ofMillis(300)),
            runtime);
  }

  static TestEndpoint at(String url) {
    return at(url, OPENAI);
  }

  static TestEndpoint at(String url, Speech speech) {
    return at(url, speech, config -> {});
  }

  static TestEndpoint at(String url, Speech speech, Consumer<EndpointConfig.Builder> more) {
    EndpointConfig.Builder config =
        EndpointConfig.builder(DESCRIPTION).set(BASE_URL, URI.create(url));
    more.accept(config);
    return of(HttpTransport.open(config.build(), BASE_URL, ErrorMapping.standard()), speech);
  }

  static TestEndpoint of(HttpTransport http, Speech speech) {
    return new TestEndpoint(http, speech, CallRuntime.create());
  }

  static EndpointConfig config(String url) {
    return EndpointConfig.builder(DESCRIPTION).set(BASE_URL, URI.create(url)).build();
  }

  @Override
  public void close() {
    client.close();
    runtime.close();
  }
}
