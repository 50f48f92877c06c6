package dev.runnel.runner.routing;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.MissingSetting;
import dev.runnel.runner.route.Reason;
import dev.runnel.spi.StandardOptions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why an endpoint cannot serve. */
final class Judge {
  private final RoutingPolicy policy;
  private final Attendance attendance;

  @Inject
  Judge(RoutingPolicy policy, Attendance attendance) {
    this.policy = policy;
    this.attendance = attendance;
  }

  /** Whether only some endpoints take part. */
  boolean confined() {
    return policy.confinement().isPresent();
  }

  /** Why an endpoint cannot be asked anything at all, if it cannot. */
  Optional<Reason> obstacle(Endpoint endpoint, boolean named) {
    return policy
        .excludes(endpoint)
        .or(() -> policy.denies(endpoint, named))
        .or(() -> settings(endpoint, false))
        .or(() -> absence(endpoint, named))
        .or(() -> credentials(endpoint));
  }

  /**
   * Why a candidate cannot serve a request, if it cannot.
   *
   * @param model what was asked for; empty: whatever is the default
   * @param naming how the user named the candidate
   */
  Optional<Reason> obstacle(
      ChatRequest request, Candidate candidate, Fit fit, Optional<String> model, Naming naming) {
    Endpoint endpoint = candidate.endpoint();
    boolean named = naming != Naming.NONE;
    return policy
        .excludes(endpoint)
        .or(() -> wrongModel(model, endpoint.capabilities()))
        .or(() -> missingCapability(fit, named))
        .or(() -> wouldDrop(fit, request.strict()))
        .or(() -> policy.denies(endpoint, named))
        .or(() -> settings(endpoint, named && model.isPresent()))
        .or(() -> absence(endpoint, naming == Naming.ALONE))
        .or(() -> credentials(endpoint));
  }

  private static Optional<Reason> wrongModel(Optional<String> wanted, Capabilities capabilities) {
    return wanted
        .filter(model -> !capabilities.offers(model))
        .map(model -> new Reason.WrongModel(model, ids(capabilities)));
  }

  private static List<String> ids(Capabilities capabilities) {
    return capabilities.models().stream().map(ModelInfo::id).toList();
  }

  /** A named endpoint is used even where it must leave something out, which is then a warning. */
  private static Optional<Reason> missingCapability(Fit fit, boolean named) {
    List<String> missing = new ArrayList<>(fit.refused());
    if (!named) {
      missing.addAll(fit.curtailed());
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason.MissingCapability(missing));
  }

  private static Optional<Reason> wouldDrop(Fit fit, boolean strict) {
    List<String> dropped = new ArrayList<>(fit.curtailed());
    dropped.addAll(fit.ignored());
    return strict && !dropped.isEmpty()
        ? Optional.of(new Reason.WouldDrop(dropped))
        : Optional.empty();
  }

  /** Who says which model to ask needs no list of them. */
  private static Optional<Reason> settings(Endpoint endpoint, boolean modelGiven) {
    String models = endpoint.id() + "." + StandardOptions.MODELS;
    List<MissingSetting> unset =
        endpoint.unset().stream()
            .filter(one -> !(modelGiven && one.option().equals(models)))
            .toList();
    return unset.isEmpty() ? Optional.empty() : Optional.of(new Reason.SettingsMissing(unset));
  }

  /**
   * The only one that was named is asked, and the failure to connect says more than a try
   * beforehand.
   */
  private Optional<Reason> absence(Endpoint endpoint, boolean asked) {
    return asked
        ? Optional.empty()
        : attendance
            .absent(endpoint)
            .map(address -> new Reason.NotListening(address, endpoint.howToStart()));
  }

  private static Optional<Reason> credentials(Endpoint endpoint) {
    return endpoint.missing().isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason.CredentialsMissing(endpoint.missing()));
  }
}
