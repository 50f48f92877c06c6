package dev.runnel.gateway.server;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.report.RequestAccount;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes requests in: what each asks is read, routed and begun on a thread that may block. */
public final class Intake {
  private final Vertx vertx;
  private final LiveRunner live;
  private final Supplier<DeliverySettings> delivery;
  private final Clients clients;
  private final Clock clock;

  /**
   * For the requests of a server.
   *
   * @param delivery how answers are delivered, each time one is asked for
   */
  public Intake(
      Vertx vertx,
      LiveRunner live,
      Supplier<DeliverySettings> delivery,
      Clients clients,
      Clock clock) {
    this.vertx = vertx;
    this.live = live;
    this.delivery = delivery;
    this.clients = clients;
    this.clock = clock;
  }

  /** Takes a request whose body is there. */
  void take(RoutingContext http, ApiForm form) {
    RequestAccount account = Accounting.of(http);
    Client client = clients.of(http, form);
    Buffer body = http.body().buffer();
    Errand errand =
        new Errand(
            client,
            form,
            body == null ? new byte[0] : body.getBytes(),
            Optional.ofNullable(http.request().getHeader("x-runnel-provider")),
            Door.callerOf(http),
            account,
            clock.instant());
    // Reading may take long, routing may look for a local service, connecting runs a provider.
    vertx
        .executeBlocking(
            () -> {
              errand.run(live, delivery.get());
              return errand;
            },
            false)
        .onFailure(thrown -> client.refuse(Refusals.logged(thrown, account.id())));
  }
}
