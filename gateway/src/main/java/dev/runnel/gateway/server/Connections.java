package dev.runnel.gateway.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets connections end when the server is shut down: at once where nothing is under way on them,
 * else after the last response, which says so. Vert.x alone would leave idle connections of
 * HTTP/1.1 open, and what comes on them unanswered.
 */
public final class Connections implements Handler<RoutingContext> {
  private final Map<HttpConnection, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private volatile boolean ending;

  /** A connection was opened. */
  public void opened(HttpConnection connection) {
    AtomicInteger requests = new AtomicInteger();
    underWay.put(connection, requests);
    connection.closeHandler(none -> underWay.remove(connection));
    connection.shutdownHandler(
        none -> {
          if (requests.get() == 0) {
            connection.close();
          }
        });
    if (ending) {
      connection.close();
    }
  }

  /** From now on connections end. */
  public void end() {
    ending = true;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    AtomicInteger requests =
        underWay.getOrDefault(request.connection(), new AtomicInteger()); // it is just closing
    requests.incrementAndGet();
    context.addEndHandler(end -> requests.decrementAndGet());
    context.addHeadersEndHandler(
        none -> {
          if (ending && request.version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
          }
        });
    context.next();
  }
}
