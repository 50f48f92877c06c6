package dev.runnel.testkit.contract;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A driver whose requests name a model where their author named none. */
record NamedModel(Driver driver, String model) implements Driver {
  @Override
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    driver.start(
        request.model().isPresent() ? request : ChatRequest.builder(request).model(model).build(),
        exchange);
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return driver.models();
  }

  @Override
  public boolean onEventLoop() {
    return driver.onEventLoop();
  }

  @Override
  public void close() {
    driver.close();
  }

  @Override
  public String toString() {
    return driver.toString();
  }
}
