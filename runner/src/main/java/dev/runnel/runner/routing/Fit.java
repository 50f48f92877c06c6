package dev.runnel.runner.routing;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a request fits what an endpoint can do.
 *
 * @param refused what it cannot take and cannot leave out, in words
 * @param curtailed which parts of the conversation it would leave out, in words
 * @param ignored which settings it would leave out, in words
 * @param known whether it is sure that it has everything that is needed
 */
record Fit(List<String> refused, List<String> curtailed, List<String> ignored, boolean known) {
  /**
   * Compares.
   *
   * @param asked what the request asks of whoever serves it
   * @param model the model that would be asked
   */
  static Fit of(Needs asked, Optional<String> model, Capabilities capabilities) {
    List<String> refused = new ArrayList<>();
    List<String> curtailed = new ArrayList<>();
    boolean known = model.map(name -> capabilities.model(name).isPresent()).orElse(false);
    for (Feature feature : asked.features(capabilities)) {
      Support support =
          model
              .map(name -> capabilities.feature(name, feature))
              .orElseGet(() -> capabilities.feature(feature));
      known &= support != Support.UNKNOWN;
      if (support == Support.NO) {
        (canBeLeftOut(feature) ? curtailed : refused).add(inWords(feature));
      }
    }
    return new Fit(refused, curtailed, ignored(asked, model, capabilities), known);
  }

  private static boolean canBeLeftOut(Feature feature) {
    return feature == Feature.SYSTEM_MESSAGES || feature == Feature.MULTI_TURN;
  }

  private static String inWords(Feature feature) {
    return switch (feature) {
      case MULTI_TURN -> "more than the last message";
      case JSON_SCHEMA -> "a JSON schema for its answer";
      case JSON_OBJECT -> "JSON as the form of its answer";
      default -> feature.toString();
    };
  }

  private static List<String> ignored(
      Needs asked, Optional<String> model, Capabilities capabilities) {
    return asked.parameters().stream()
        .filter(parameter -> !honours(model, capabilities, parameter))
        .map(RequestParameter::toString)
        .toList();
  }

  private static boolean honours(
      Optional<String> model, Capabilities capabilities, RequestParameter parameter) {
    return model
        .map(name -> capabilities.honours(name, parameter))
        .orElseGet(() -> capabilities.honoured().contains(parameter));
  }
}
