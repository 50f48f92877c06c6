package dev.runnel.runner.route;

import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Why nobody can serve a request, in one paragraph: what the user can change first, the rest only
 * where there is no such thing.
 */
final class RefusalText {
  /** More names than this are no help. */
  private static final int MOST_NAMES = 12;

  private RefusalText() {}

  static String of(Route route, String ownStep) {
    if (route.named().isPresent()
        && (route.rejected().size() == 1
            || route.rejected().get(0).reason() instanceof Reason.UnknownEndpoint)) {
      return named(route.rejected().get(0))
          + broken(route.rejected().subList(1, route.rejected().size()));
    }
    if (route.pool().isPresent()) {
      return pool(route.pool().get().name(), route);
    }
    List<Rejection> remediable = Remediable.of(route);
    List<Rejection> unready = remediable.stream().filter(Remediable::isUnready).toList();
    if (!unready.isEmpty()) {
      return strange(route, remediable) + UnreadyText.of(unready, ownStep) + alsoDenied(remediable);
    }
    List<String> sentences = new ArrayList<>();
    policy(remediable, Reason.DeniedByPolicy.Grounds.UNOFFICIAL).ifPresent(sentences::add);
    policy(remediable, Reason.DeniedByPolicy.Grounds.PLAIN_HTTP).ifPresent(sentences::add);
    if (sentences.isEmpty()) {
      sentences.add(unfit(route));
    }
    return String.join(" ", sentences);
  }

  private static String pool(String name, Route route) {
    return "Nobody of the pool '"
        + name
        + "' can serve this request: "
        + stopped(
            route.rejected().stream().map(Rejection::toString).collect(Collectors.joining("; ")));
  }

  /** A model that nobody is known to have may be misspelt; who is not ready may have it yet. */
  private static String strange(Route route, List<Rejection> remediable) {
    boolean familiar =
        remediable.stream().anyMatch(one -> one.claim().compareTo(ModelClaim.FAMILIAR) <= 0);
    if (familiar || route.named().isPresent() || route.request().model().isEmpty()) {
      return "";
    }
    String model = route.request().model().get();
    int slash = Math.max(model.indexOf('/'), 0);
    List<String> ids = route.rejected().stream().map(Rejection::endpoint).toList();
    return "No endpoint is known to have the model '"
        + model
        + "'"
        + NearName.of(model.substring(0, slash), ids)
            .map(near -> "; did you mean '" + near + model.substring(slash) + "'? ")
            .orElse(". ");
  }

  /** The next best, in short: there are better ways than a leave. */
  private static String alsoDenied(List<Rejection> remediable) {
    List<String> denied = endpoints(remediable, reason -> reason instanceof Reason.DeniedByPolicy);
    return denied.isEmpty()
        ? ""
        : " "
            + Words.list(denied)
            + (denied.size() == 1 ? " is" : " are")
            + " asked only when named or allowed, since others would see the request.";
  }

  private static String named(Rejection rejection) {
    if (rejection.reason() instanceof Reason.UnknownEndpoint unknown) {
      return "There is no provider '"
          + rejection.endpoint()
          + "'"
          + unknown
              .near()
              .map(name -> "; did you mean '" + name + "'?")
              .orElse(
                  unknown.known().isEmpty()
                      ? ", nor any other; put a provider's jar on the class path or the module path."
                      : stopped("; there are: " + few(unknown.known())));
    }
    return (rejection.reason() instanceof Reason.Quarantined ? "The provider " : "")
        + stopped(rejection.toString());
  }

  private static Optional<String> policy(
      List<Rejection> remediable, Reason.DeniedByPolicy.Grounds grounds) {
    List<String> denied =
        endpoints(
            remediable,
            reason ->
                reason instanceof Reason.DeniedByPolicy policy && policy.grounds() == grounds);
    if (denied.isEmpty()) {
      return Optional.empty();
    }
    boolean one = denied.size() == 1;
    String why =
        grounds == Reason.DeniedByPolicy.Grounds.UNOFFICIAL
            ? one
                ? "it is an unofficial service: a third party would see the request. It"
                : "they are unofficial services: a third party would see the request. Each"
            : one
                ? "the request would travel over plain http, readable by anyone on the way. It"
                : "the request would travel over plain http, readable by anyone on the way. Each";
    return Optional.of(
        Words.list(denied)
            + " would have served this, but "
            + why
            + " gets a request only when it is named or allowed.");
  }

  private static String unfit(Route route) {
    List<Rejection> working =
        route.rejected().stream()
            .filter(rejection -> !(rejection.reason() instanceof Reason.Quarantined))
            .toList();
    if (working.isEmpty()) {
      return "No provider was found; put a provider's jar on the class path or the module path."
          + broken(route.rejected());
    }
    List<Reason.WrongModel> models =
        working.stream()
            .map(Rejection::reason)
            .filter(Reason.WrongModel.class::isInstance)
            .map(Reason.WrongModel.class::cast)
            .toList();
    List<Rejection> others =
        working.stream()
            .filter(
                rejection ->
                    !(rejection.reason() instanceof Reason.WrongModel)
                        && !(rejection.reason() instanceof Reason.Excluded))
            .toList();
    if (others.isEmpty() && !models.isEmpty()) {
      return noSuchModel(models) + broken(route.rejected());
    }
    List<Rejection> told = others.isEmpty() ? working : others;
    return "No endpoint fits this request: "
        + told.stream().map(Rejection::toString).collect(Collectors.joining("; "))
        + "."
        + broken(route.rejected());
  }

  private static String noSuchModel(List<Reason.WrongModel> reasons) {
    String model = reasons.get(0).model();
    List<String> known =
        reasons.stream().flatMap(reason -> reason.known().stream()).distinct().toList();
    return "No endpoint has the model '"
        + model
        + "'"
        + NearName.of(model, known)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse(known.isEmpty() ? "." : stopped("; there are: " + few(known)));
  }

  private static String broken(List<Rejection> rejected) {
    String broken =
        rejected.stream()
            .filter(rejection -> rejection.reason() instanceof Reason.Quarantined)
            .limit(MOST_NAMES)
            .map(Rejection::toString)
            .collect(Collectors.joining("; "));
    return broken.isEmpty() ? "" : " The provider " + stopped(broken);
  }

  private static List<String> endpoints(List<Rejection> rejections, Predicate<Reason> predicate) {
    return rejections.stream()
        .filter(rejection -> predicate.test(rejection.reason()))
        .map(Rejection::endpoint)
        .toList();
  }

  private static String few(Collection<String> names) {
    return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMES ? ", …" : "");
  }

  static String stopped(String sentence) {
    return sentence.endsWith("?") || sentence.endsWith(".") || sentence.endsWith("…")
        ? sentence
        : sentence + ".";
  }
}
