package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;

/**
 * What a client asked.
 *
 * @param request the request, its model as the client named it
 * @param streaming whether the answer is to come as a stream of events
 * @param usageWanted whether a stream is to tell its usage
 */
public record Asked(ChatRequest request, boolean streaming, boolean usageWanted) {
  public Asked {
    requireNonNull(request, "request is null");
  }
}
