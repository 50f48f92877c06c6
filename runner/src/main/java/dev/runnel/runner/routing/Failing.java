package dev.runnel.runner.routing;

import dev.runnel.runner.health.Healths;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Who fails too often to be asked. */
final class Failing {
  private final Healths healths;

  @Inject
  Failing(Healths healths) {
    this.healths = healths;
  }

  /**
   * Rejects those whose breaker is open, where somebody else is left. Where nobody is, the call
   * itself says so: it is no matter of who could serve the request.
   */
  void setAside(List<Judged> fitting, List<Rejection> rejected) {
    List<Rejection> failing = new ArrayList<>();
    List<Judged> healthy = new ArrayList<>();
    for (Judged one : fitting) {
      healths
          .breakerOpen(one.candidate())
          .ifPresentOrElse(
              obstacle ->
                  failing.add(
                      new Rejection(
                          one.candidate().endpoint().id(),
                          new Reason.BreakerOpen(obstacle.until()),
                          one.claim())),
              () -> healthy.add(one));
    }
    if (!healthy.isEmpty()) {
      rejected.addAll(failing);
      fitting.retainAll(healthy);
    }
  }
}
