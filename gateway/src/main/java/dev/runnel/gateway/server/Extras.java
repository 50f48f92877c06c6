package dev.runnel.gateway.server;

import dev.runnel.api.ChatRequest;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Extra;
import dev.runnel.runner.route.Endpoint;
import java.util.List;

/**
 * Gives what only services of a client's form know to the endpoints that speak it: those whose
 * provider is named as the form is.
 */
final class Extras {
  private Extras() {}

  /** The request with its extras for each endpoint of the form. */
  static ChatRequest addTo(Asked asked, String form, List<Endpoint> endpoints) {
    if (asked.extras().isEmpty()) {
      return asked.request();
    }
    ChatRequest.Builder request = ChatRequest.builder(asked.request());
    for (Endpoint endpoint : endpoints) {
      if (endpoint.provider().id().equals(form)) {
        for (Extra extra : asked.extras()) {
          request.extra(endpoint.id(), extra.name(), extra.value());
        }
      }
    }
    return request.build();
  }
}
