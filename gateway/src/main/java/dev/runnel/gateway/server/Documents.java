package dev.runnel.gateway.server;

import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.form.ApiForm;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Answers requests for which no model is asked. */
final class Documents {
  private final Clients clients;

  Documents(Clients clients) {
    this.clients = clients;
  }

  /** Sends a document once it is there, or why it is not; on the context of the request. */
  void answer(RoutingContext http, ApiForm form, Future<byte[]> document) {
    Client client = clients.of(http, form);
    String id = Accounting.of(http).id();
    document.onComplete(
        written ->
            client.run(
                () -> {
                  if (written.succeeded()) {
                    client.answer(written.result());
                  } else {
                    client.refuse(Refusals.logged(written.cause(), id));
                  }
                }));
  }
}
