package dev.runnel.gateway.observe;

import dev.runnel.gateway.report.RequestReport;
import dev.runnel.runner.route.Candidate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which models have labels of their own in metrics: those that their endpoint lists, and those that
 * have answered; no more than a bound. Clients can invent names without end, and each new label
 * costs memory here and in whatever stores it. Safe to use from any thread.
 */
final class ModelLabels {
  /** The label of all others. */
  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** None yet, and never more than {@code most}. */
  ModelLabels(int most) {
    this.most = most;
  }

  /** The label of the model that was asked; empty: none was. */
  String of(RequestReport report) {
    return report
        .served()
        .flatMap(Candidate::model)
        .map(model -> label(report.served().get(), model, report.firstContent().isPresent()))
        .orElse("");
  }

  /** The label of a model of which no more is known than its name. */
  String of(Optional<String> model) {
    return model.map(name -> known.contains(name) ? name : OTHER).orElse("");
  }

  private String label(Candidate served, String model, boolean answered) {
    if (known.contains(model)) {
      return model;
    }
    boolean real = answered || served.endpoint().capabilities().model(model).isPresent();
    if (real && known.size() < most) { // a few too many at once do no harm
      known.add(model);
      return model;
    }
    return OTHER;
  }
}
