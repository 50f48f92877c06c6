package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.gateway.observe.Readiness;
import dev.runnel.runner.route.Route;
import java.util.ArrayList;
import java.util.List;

/** What whoever starts a gateway should know before its first client does. */
final class Misgivings {
  private static final String OWN_STEP =
      "Try `runnel serve --sandbox`, which needs no key and no network.";

  private Misgivings() {}

  /** A line each; looks whether local services are there. */
  static List<String> of(LiveRunner live) {
    List<String> all = new ArrayList<>();
    try (Lease lease = live.lease()) {
      lease.runner().providers().quarantined().stream().map(Misgivings::outOfUse).forEach(all::add);
      if (!new Readiness(live).verdict(Runnable::run).toCompletableFuture().join().ready()) {
        Route route = lease.runner().route(ChatRequest.of("Hello"));
        all.add(
            "requests will be refused for now. "
                + route.refusal(OWN_STEP)
                + " `runnel keys set` needs no restart.");
      }
    }
    return all;
  }

  private static String outOfUse(QuarantinedProvider one) {
    return one.id().map(id -> "the provider '" + id + "'").orElse("a provider")
        + " in "
        + one.source().jar()
        + " is out of use: "
        + Failure.sentence(one.reason());
  }
}
