package dev.runnel.gateway.server;

import dev.runnel.api.ChatRequest;
import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.Settings;
import dev.runnel.gateway.access.Caller;
import dev.runnel.gateway.delivery.Client;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.delivery.Served;
import dev.runnel.gateway.delivery.StreamDelivery;
import dev.runnel.gateway.delivery.WholeDelivery;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request of a client on its way to a call.
 *
 * @param body as it came
 * @param endpoint who is to serve it, where the client said so beside the body
 * @param caller who asks, and what he may
 * @param account where all that is known of it is told
 * @param created when it came
 */
record Errand(
    Client client,
    ApiForm form,
    byte[] body,
    Optional<String> endpoint,
    Caller caller,
    RequestAccount account,
    Instant created) {

  /**
   * Reads what is asked, finds who serves it, and begins the call. On a thread that may block.
   *
   * @throws RuntimeException why there is no call; see {@link Refusals}
   */
  void run(LiveRunner live, DeliverySettings settings) {
    Asked asked = form.read(body);
    account.asks(asked);
    client.asked(asked);
    Served served = new Served(account);
    Lease lease = lease(live); // keeps the runner open until the call is over
    RunnerCall call;
    try {
      ChatRequest request = Extras.addTo(asked, form.name(), lease.runner().endpoints());
      call = Entrance.call(caller, lease, request, endpoint, served);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
    call.outcome().whenComplete((outcome, thrown) -> lease.close());
    try {
      if (client.isGone()) {
        call.cancel(); // it need not begin to end
      } else {
        deliver(call, asked, served, ofFiles(lease.settings(), call.route(), settings));
      }
    } catch (RuntimeException | Error e) {
      call.cancel();
      throw e;
    }
  }

  private static Lease lease(LiveRunner live) {
    try {
      return live.lease();
    } catch (IllegalStateException e) { // it is closed
      throw new RefusedException(
          Trouble.passing(
              Trouble.Kind.UNAVAILABLE, "The gateway is shutting down", Optional.empty()));
    }
  }

  /** The settings, with what the user's files say of endpoints whose answer loses its client. */
  private static DeliverySettings ofFiles(Settings files, Route route, DeliverySettings settings) {
    Map<String, Duration> drain = new HashMap<>(settings.drain());
    route.candidates().stream()
        .map(candidate -> candidate.endpoint().id())
        .forEach(id -> files.onDisconnect(id).drain().ifPresent(t -> drain.putIfAbsent(id, t)));
    return drain.equals(settings.drain()) ? settings : settings.withDrain(drain);
  }

  private void deliver(RunnerCall call, Asked asked, Served served, DeliverySettings settings) {
    if (asked.streaming()) {
      StreamDelivery.start(
          call, client, served, () -> form.stream(asked, label(asked, served)), settings);
    } else {
      WholeDelivery.start(
          call,
          client,
          served,
          answer -> form.document(answer, asked, label(asked, served)),
          settings);
    }
  }

  private AnswerLabel label(Asked asked, Served served) {
    String model =
        asked
            .request()
            .model()
            .or(() -> served.candidate().flatMap(Candidate::model))
            .orElse("default");
    return new AnswerLabel(account.id().substring("req_".length()), created, model);
  }
}
