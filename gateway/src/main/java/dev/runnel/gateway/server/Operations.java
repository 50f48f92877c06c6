package dev.runnel.gateway.server;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.gateway.observe.Readiness;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What tells those who operate the gateway how it is. These requests are no part of what they tell.
 */
public final class Operations {
  private final Vertx vertx;
  private final LiveRunner live;
  private final Readiness readiness;
  private final Metrics metrics;

  public Operations(Vertx vertx, LiveRunner live, Readiness readiness, Metrics metrics) {
    this.vertx = vertx;
    this.live = live;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  /** What anybody may ask, since it tells nothing: whether the process lives and is ready. */
  void addProbesTo(Router router) {
    router.get("/healthz").handler(context -> context.response().end("ok\n"));
    router.get("/readyz").handler(this::tellReadiness);
  }

  /** What only those may ask who may ask the gateway at all. */
  void addMetricsTo(Router router) {
    router.get("/metrics").handler(this::tellMetrics);
  }

  private void tellReadiness(RoutingContext context) {
    vertx
        .executeBlocking(readiness::verdict, false)
        .onSuccess(
            verdict ->
                context
                    .response()
                    .setStatusCode(verdict.ready() ? 200 : 503)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(verdict.json()))
        .onFailure(context::fail);
  }

  private void tellMetrics(RoutingContext context) {
    vertx
        .executeBlocking(() -> metrics.scrape(live), false)
        .onSuccess(
            text ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, Metrics.CONTENT_TYPE)
                    .end(text))
        .onFailure(context::fail);
  }
}
