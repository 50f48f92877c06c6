package dev.runnel.gateway.server;

import dev.runnel.api.ChatRequest;
import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.delivery.Served;
import dev.runnel.gateway.delivery.StreamDelivery;
import dev.runnel.gateway.delivery.WholeDelivery;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.RunnerCall;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes requests in: reads them, finds who serves them, and starts their delivery. */
public final class Intake {
  private final Vertx vertx;
  private final LiveRunner live;
  private final DeliverySettings delivery;
  private final Clock clock;

  public Intake(Vertx vertx, LiveRunner live, DeliverySettings delivery, Clock clock) {
    this.vertx = vertx;
    this.live = live;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** Takes a request whose body is there. */
  void take(RoutingContext http, ApiForm form) {
    Context context = vertx.getOrCreateContext();
    RequestAccount account = Accounting.of(http);
    account.form(form.name());
    String id = account.id().substring("req_".length());
    Instant created = clock.instant();
    Client client = new Client(context, http.request(), form, account);
    Served served = new Served(account);
    byte[] body = http.body().buffer() == null ? new byte[0] : http.body().buffer().getBytes();
    Optional<String> endpoint = Optional.ofNullable(http.request().getHeader("x-runnel-provider"));
    // Reading may take long, routing may look for a local service, connecting runs a provider.
    vertx
        .executeBlocking(
            () -> {
              Asked asked = form.read(body);
              account.asks(asked);
              begin(client, served, form, asked, endpoint, id, created);
              return asked;
            },
            false)
        .onFailure(thrown -> client.refuse(Refusals.of(thrown)));
  }

  private void begin(
      Client client,
      Served served,
      ApiForm form,
      Asked asked,
      Optional<String> endpoint,
      String id,
      Instant created) {
    client.asked(asked);
    Lease lease = live.lease();
    RunnerCall call;
    try {
      ChatRequest request = Extras.addTo(asked, form.name(), lease.runner().endpoints());
      call = lease.runner().call(lease.route(request, endpoint), served);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
    call.outcome().whenComplete((outcome, thrown) -> lease.close());
    if (asked.streaming()) {
      StreamDelivery.start(
          call,
          client,
          served,
          () -> form.stream(asked, label(asked, served, id, created)),
          delivery);
    } else {
      WholeDelivery.start(
          call,
          client,
          served,
          answer -> form.document(answer, asked, label(asked, served, id, created)));
    }
  }

  private static AnswerLabel label(Asked asked, Served served, String id, Instant created) {
    String model =
        asked
            .request()
            .model()
            .or(() -> served.candidate().flatMap(Candidate::model))
            .orElse("default");
    return new AnswerLabel(id, created, model);
  }
}
