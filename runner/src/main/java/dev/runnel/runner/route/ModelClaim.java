package dev.runnel.runner.route;

import dev.runnel.api.Capabilities;
import java.util.Optional;

/** How likely a model is to be an endpoint's, the likeliest first. */
public enum ModelClaim {
  /** It is in the endpoint's list. */
  LISTED,
  /** Its name begins as those of the endpoint's models do. */
  FAMILIAR,
  /** The endpoint may have any model, or none was asked for. */
  POSSIBLE,
  /** The names of the endpoint's models begin otherwise, as far as it knows, or it has no such. */
  UNLIKELY;

  /** Judges by the name alone. */
  public static ModelClaim of(Capabilities capabilities, Optional<String> model) {
    if (model.isEmpty()) {
      return POSSIBLE;
    }
    String name = model.get();
    if (capabilities.model(name).isPresent()) {
      return LISTED;
    }
    if (capabilities.familiar(name)) {
      return FAMILIAR;
    }
    return capabilities.openEnded() && capabilities.familiar().isEmpty() ? POSSIBLE : UNLIKELY;
  }
}
