package dev.runnel.cli.command;

import java.util.Optional;

/**
 * What the user wrote of who is to answer.
 *
 * @param endpoint after {@code -p}
 * @param model after {@code -m}; may begin with an endpoint and a slash
 */
record Wish(Optional<String> endpoint, Optional<String> model) {
  /** Whether he left it open. */
  boolean isEmpty() {
    return endpoint.isEmpty() && model.isEmpty();
  }

  boolean names(String id) {
    return endpoint.filter(id::equals).isPresent()
        || model.filter(name -> begins(name, id)).isPresent();
  }

  /** The model without this endpoint before it. */
  Optional<String> modelAt(String id) {
    return model.map(name -> begins(name, id) ? name.substring(id.length() + 1) : name);
  }

  private static boolean begins(String model, String id) {
    return model.startsWith(id + "/");
  }
}
