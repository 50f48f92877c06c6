package com.example.acme;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Timeouts;
import dev.runnel.http.HttpRequest;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Talks to one endpoint of Acme Chat. */
final class AcmeDriver implements Driver {
  private final EndpointConfig config;
  private final HttpTransport http;

  AcmeDriver(EndpointConfig config) {
    this.config = config;
    http = HttpTransport.open(config, AcmeProvider.BASE_URL, AcmeErrors.MAPPING);
  }

  @Override
  public Capabilities capabilities() {
    return AcmeProvider.CAPABILITIES;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    HttpRequest post = signed(http.post("/chat")).json(AcmeBody.of(request));
    post.stream(exchange, new AcmeReader(exchange, http));
  }

  private HttpRequest signed(HttpRequest request) {
    config.find(AcmeProvider.API_KEY).ifPresent(request::bearer);
    config.find(AcmeProvider.TEAM).ifPresent(team -> request.header("x-acme-team", team));
    return request;
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return signed(http.get("/models"))
        .document(Timeouts.DEFAULT)
        .thenApply(
            page -> {
              List<ModelInfo> models = new ArrayList<>();
              for (JsonView model : page.get("models").elements()) {
                models.add(ModelInfo.of(model.get("name").text("")));
              }
              return models;
            });
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
