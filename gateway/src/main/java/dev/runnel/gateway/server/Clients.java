package dev.runnel.gateway.server;

import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.gateway.socket.Sockets;
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
}
