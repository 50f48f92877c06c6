package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.function.BiConsumer;

/** The driver of a service that is a transport and a way to ask. */
final class HttpDriver implements Driver {
  private final HttpTransport http;
  private final Capabilities capabilities;
  private final BiConsumer<ChatRequest, Exchange> start;

  HttpDriver(
      HttpTransport http, Capabilities capabilities, BiConsumer<ChatRequest, Exchange> start) {
    this.http = http;
    this.capabilities = requireNonNull(capabilities, "capabilities is null");
    this.start = requireNonNull(start, "start is null");
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    start.accept(request, exchange);
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
