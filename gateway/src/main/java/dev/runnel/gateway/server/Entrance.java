package dev.runnel.gateway.server;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.config.live.Lease;
import dev.runnel.gateway.access.Caller;
import dev.runnel.gateway.delivery.Served;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.runner.limit.Allowance.Permit;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerCall;
import java.util.Optional;

/** Where a request becomes a call, if its caller may make it. */
final class Entrance {
  private Entrance() {}

  /**
   * A call for a request, not begun.
   *
   * @param endpoint who is to serve it, where the caller said so beside the request
   * @throws RefusedException when the caller may not ask for that, or not so much
   */
  static RunnerCall call(
      Caller caller, Lease lease, ChatRequest request, Optional<String> endpoint, Served served) {
    Route route = lease.route(request, endpoint);
    caller.mayAsk(route, request.model());
    Permit permit = caller.enter(request);
    try {
      RunnerCall call = lease.runner().call(route, served);
      call.outcome().whenComplete((outcome, thrown) -> end(permit, outcome));
      return call;
    } catch (RuntimeException | Error e) {
      permit.end(Usage.ABSENT, false);
      throw e;
    }
  }

  private static void end(Permit permit, Outcome outcome) {
    boolean answered =
        outcome.<Boolean>fold(
            completed -> true,
            incomplete -> true,
            failed -> failed.contentDelivered(),
            cancelled -> true); // what was answered until then is paid for
    permit.end(outcome.usage(), answered);
  }
}
