package dev.runnel.runner.route;

import java.util.List;

/** What of a route's rejections its user could remedy. */
final class Remediable {
  private Remediable() {}

  /**
   * The rejections that a setting, a key, a start or a leave would lift: of those whose model it
   * most likely is, if any, else of all. Whoever wants a model of Acme's is not helped by Borg's
   * key.
   */
  static List<Rejection> of(Route route) {
    List<Rejection> all =
        route.rejected().stream()
            .filter(one -> isUnready(one) || one.reason() instanceof Reason.DeniedByPolicy)
            .toList();
    int best = all.stream().mapToInt(Remediable::rank).min().orElse(0);
    return all.stream().filter(one -> rank(one) == best).toList();
  }

  /** Whether something must be set or started first. */
  static boolean isUnready(Rejection rejection) {
    Reason reason = rejection.reason();
    return reason instanceof Reason.CredentialsMissing
        || reason instanceof Reason.SettingsMissing
        || reason instanceof Reason.NotListening;
  }

  // Being listed is no better here than being familiar: lists are never complete.
  private static int rank(Rejection rejection) {
    return Math.max(rejection.claim().ordinal(), ModelClaim.FAMILIAR.ordinal());
  }
}
