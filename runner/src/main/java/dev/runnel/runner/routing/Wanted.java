package dev.runnel.runner.routing;

import dev.runnel.api.ChatRequest;
import dev.runnel.runner.endpoint.EndpointCatalog;
import java.util.Optional;

/**
 * What the caller named.
 *
 * @param endpoint the only endpoint that may serve the request, if any
 * @param model the model without its endpoint, if any
 */
record Wanted(Optional<String> endpoint, Optional<String> model) {
  /**
   * Reads {@code endpoint/model}: split at the first slash, and only where the part before it is a
   * known endpoint, since the names of models contain slashes. An endpoint that is named apart
   * takes the model as it stands, unless it is that very endpoint which comes before the slash.
   */
  static Wanted of(ChatRequest request, Optional<String> endpoint, EndpointCatalog catalog) {
    Optional<String> model = request.model();
    int slash = model.map(name -> name.indexOf('/')).orElse(-1);
    if (slash < 1 || slash == model.orElse("").length() - 1) {
      return new Wanted(endpoint, model);
    }
    String prefix = model.orElse("").substring(0, slash);
    Wanted split = new Wanted(Optional.of(prefix), model.map(name -> name.substring(slash + 1)));
    boolean known = catalog.find(prefix).isPresent() || catalog.broken(prefix).isPresent();
    if (endpoint.isEmpty()) {
      return known ? split : new Wanted(endpoint, model);
    }
    boolean has =
        catalog
            .find(prefix)
            .filter(one -> one.endpoint().capabilities().model(model.orElse("")).isPresent())
            .isPresent();
    return endpoint.get().equals(prefix) && known && !has ? split : new Wanted(endpoint, model);
  }
}
