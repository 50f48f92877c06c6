package dev.runnel.gateway.server;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.gateway.observe.Readiness;
import dev.runnel.gateway.report.OpenRequests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * What those who operate the gateway see and do: probes, metrics, accounts of requests, and the end
 * of them all. Requests for probes have no accounts, and those for metrics lose theirs where they
 * are answered.
 */
public final class Operations {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");

  /** How long clients have to hear that their request was cancelled. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final LiveRunner live;
  private final Readiness readiness;
  private final Metrics metrics;
  private final BooleanSupplier metricsTold;
  private final OpenRequests open;
  private final Clients clients;
  private final Connections connections = new Connections();

  /**
   * For a server that is not there yet.
   *
   * @param metricsTold whether the metrics are told, each time somebody asks for them
   * @param open where requests have their accounts
   */
  public Operations(
      Vertx vertx,
      LiveRunner live,
      Readiness readiness,
      Metrics metrics,
      BooleanSupplier metricsTold,
      OpenRequests open,
      Clients clients) {
    this.vertx = vertx;
    this.clients = clients;
    this.live = live;
    this.readiness = readiness;
    this.metrics = metrics;
    this.metricsTold = metricsTold;
    this.open = open;
  }

  /** Looks after a server's connections; before it listens. */
  public void watch(HttpServer server) {
    server.connectionHandler(
        connection -> {
          connections.opened(connection);
          connection.exceptionHandler(this::broken);
        });
  }

  /** Without this Vert.x would log each with its stack trace: anybody could fill the log. */
  private void broken(Throwable thrown) {
    if (!(thrown instanceof IOException) && !(thrown instanceof VertxException)) { // it only closed
      metrics.unreadable();
    }
    LOG.log(Level.DEBUG, () -> "A connection broke: " + thrown);
  }

  /** Before everything else. */
  void addTo(Router router) {
    router.route().handler(connections);
    Looks.route(router.route("/healthz")).handler(context -> tell(context, "ok\n"));
    Looks.route(router.route("/readyz")).handler(this::tellReadiness);
    router.route().handler(new Accounting(open)); // all that follow are accounted for
  }

  /** Metrics, behind whatever asks for keys. */
  void addMetricsTo(Router router) {
    Looks.route(router.route("/metrics")).handler(this::tellMetrics);
  }

  /** How many requests with accounts are under way. */
  public int requestsOpen() {
    return open.size();
  }

  /**
   * Takes no more requests, and lets those under way end; what has not ended in time is cancelled,
   * and its clients are told so. Blocks.
   *
   * @return how many had to be cancelled
   */
  public int drain(HttpServer server, Duration bound) throws InterruptedException {
    readiness.drain();
    connections.end();
    Duration cancelling = bound.plus(LAST_WORDS);
    server.shutdown(cancelling.toMillis(), TimeUnit.MILLISECONDS);
    if (isNoneLeft(bound)) {
      return 0;
    }
    int left = open.size();
    open.stop();
    isNoneLeft(LAST_WORDS);
    return left;
  }

  /** Cancels what is under way, and whatever was read on for clients that have left. */
  public void cancel() {
    open.stop();
  }

  private boolean isNoneLeft(Duration bound) throws InterruptedException {
    try {
      open.whenNone().toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nothing fails here", e);
    }
  }

  private void tellReadiness(RoutingContext context) {
    Future.fromCompletionStage(readiness.verdict(this::block), vertx.getOrCreateContext())
        .onSuccess(
            verdict -> {
              context
                  .response()
                  .setStatusCode(verdict.ready() ? 200 : 503)
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
              tell(context, verdict.json());
            })
        .onFailure(context::fail);
  }

  private void tell(RoutingContext context, String text) {
    clients.send(context, text.getBytes(StandardCharsets.UTF_8));
  }

  private void block(Runnable task) {
    vertx.executeBlocking(Executors.callable(task), false);
  }

  private void tellMetrics(RoutingContext context) {
    if (!metricsTold.getAsBoolean()) {
      context.next(); // there is no such path
      return;
    }
    Accounting.of(context).withdraw(); // who looks does not change what is seen
    vertx
        .executeBlocking(() -> metrics.scrape(live), false)
        .onSuccess(
            text -> {
              context.response().putHeader(HttpHeaders.CONTENT_TYPE, Metrics.CONTENT_TYPE);
              tell(context, text);
            })
        .onFailure(context::fail);
  }
}
