package dev.runnel.gateway.delivery;

import dev.runnel.api.Call;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a call whose client has left: it is cancelled at once, or, where its endpoint's
 * policy says so, read on for a while, so that it is logged and counted. On the client's context.
 */
final class Departure {
  private final Call call;
  private final Served served;
  private final DeliverySettings settings;
  private final QuietTimer patience;

  Departure(Call call, Client client, Served served, DeliverySettings settings) {
    this.call = call;
    this.served = served;
    this.settings = settings;
    this.patience = client.timer(call::cancel);
  }

  /** The client has left. */
  void begin() {
    Optional<Duration> drain =
        served.candidate().flatMap(one -> settings.drainOf(one.endpoint().id()));
    if (drain.isPresent()) {
      patience.start(drain.get());
    } else {
      call.cancel();
    }
  }

  /** The call is over. */
  void over() {
    patience.stop();
  }
}
