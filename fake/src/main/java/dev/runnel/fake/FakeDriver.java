package dev.runnel.fake;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;

/** A fake's driver: never blocks, touches no network. */
final class FakeDriver implements Driver {
  private final FakeProvider fake;
  private final EndpointConfig config;
  private volatile boolean closed;

  FakeDriver(FakeProvider fake, EndpointConfig config) {
    this.fake = fake;
    this.config = config;
  }

  @Override
  public Capabilities capabilities() {
    return fake.describe().capabilities();
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    if (closed) {
      exchange.fail(ChatException.of(ErrorKind.INTERNAL, "The driver of this fake is closed"));
      return;
    }
    fake.answer(request, config, exchange);
  }

  @Override
  public void close() {
    closed = true;
  }
}
