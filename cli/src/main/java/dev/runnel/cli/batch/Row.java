package dev.runnel.cli.batch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request of a batch, as far as the row says.
 *
 * @param key what tells it from others
 * @param model whom it asks for; empty: whom the command line asks for
 * @param messages the conversation; not empty
 * @param sampling sets what else the row says
 * @param metadata what is to come back with the answer, if anything
 */
public record Row(
    RowKey key,
    Optional<String> model,
    List<Message> messages,
    Sampling sampling,
    Optional<JsonNode> metadata) {

  /** What a row says of how it is answered. */
  @FunctionalInterface
  public interface Sampling {
    Sampling NONE = request -> {};

    void onto(ChatRequest.Builder request);
  }

  public Row {
    requireNonNull(key, "key is null");
    requireNonNull(model, "model is null");
    messages = List.copyOf(messages);
    requireNonNull(sampling, "sampling is null");
    requireNonNull(metadata, "metadata is null");
  }

  /**
   * Completes a request.
   *
   * @param request what all rows have; its conversation is replaced
   * @param system what stands before a row that begins with no system message of its own
   */
  public void onto(ChatRequest.Builder request, Optional<String> system) {
    List<Message> conversation = new ArrayList<>();
    if (messages.get(0).role() != Role.SYSTEM) {
      system.map(Message::system).ifPresent(conversation::add);
    }
    conversation.addAll(messages);
    request.messages(conversation);
    sampling.onto(request);
  }
}
