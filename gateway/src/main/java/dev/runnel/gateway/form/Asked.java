package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;
import java.util.List;

/**
 * What a client asked.
 *
 * @param request the request, its model as the client named it
 * @param streaming whether the answer is to come as a stream of events
 * @param usageWanted whether a stream is to tell its usage
 * @param ignored the members of the request that were taken and go no further, by name; told in the
 *     header {@code x-runnel-ignored}
 * @param extras the members that only services of the client's own form know: they go to those as
 *     they are, and are told as ignored where another serves
 */
public record Asked(
    ChatRequest request,
    boolean streaming,
    boolean usageWanted,
    List<String> ignored,
    List<Extra> extras) {
  public Asked {
    requireNonNull(request, "request is null");
    ignored = List.copyOf(ignored);
    extras = List.copyOf(extras);
  }

  /** With nothing that only some services know. */
  public Asked(ChatRequest request, boolean streaming, boolean usageWanted, List<String> ignored) {
    this(request, streaming, usageWanted, ignored, List.of());
  }

  /** With nothing ignored. */
  public Asked(ChatRequest request, boolean streaming, boolean usageWanted) {
    this(request, streaming, usageWanted, List.of());
  }
}
