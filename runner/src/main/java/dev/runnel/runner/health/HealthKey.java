package dev.runnel.runner.health;

import java.util.Optional;

/** What fails together: one model of an endpoint, by one credential. */
public record HealthKey(String endpoint, Optional<String> key, Optional<String> model) {
  /** Such as {@code openai/gpt-4o by 'work'}. */
  @Override
  public String toString() {
    return endpoint
        + model.map(name -> "/" + name).orElse("")
        + key.map(label -> " by '" + label + "'").orElse("");
  }
}
