package dev.runnel.gateway.server;

import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.delivery.WholeBody;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.gateway.socket.Sockets;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Supplier;

/** Knows the client of each request: whatever it is sent, it does not have for ever to take it. */
public final class Clients {
  private final Sockets sockets;
  private final Supplier<Duration> patience;

  /**
   * The clients of a server.
   *
   * @param patience how long one may take nothing of what waits for it, each time one comes
   */
  public Clients(Sockets sockets, Supplier<Duration> patience) {
    this.sockets = sockets;
    this.patience = patience;
  }

  /** The one that waits for the response to a request of this form; once for each request. */
  Client of(RoutingContext http, ApiForm form) {
    RequestAccount account = Accounting.of(http);
    account.form(form.name());
    return new Client(
        http.vertx().getOrCreateContext(), http.request(), form, account, sockets, patience.get());
  }

  /**
   * Sends a short document whole; the head of the response is set, its length aside. On the context
   * of the request.
   */
  Future<Void> send(RoutingContext http, byte[] document) {
    HttpServerRequest request = http.request();
    HttpServerResponse response = request.response();
    Future<Void> sent = response.end(WholeBody.of(request, document));
    if (!sent.isComplete()) {
      long timer =
          http.vertx()
              .setTimer(
                  patience.get().toMillis(),
                  late -> {
                    if (request.version() == HttpVersion.HTTP_2) {
                      response.reset();
                    } else {
                      sockets.close(request.connection());
                    }
                  });
      sent.onComplete(done -> http.vertx().cancelTimer(timer));
    }
    return sent;
  }
}
