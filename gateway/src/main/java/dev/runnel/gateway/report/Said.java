package dev.runnel.gateway.report;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Message;
import java.util.List;

/**
 * What was said in one request.
 *
 * @param prompt the messages; empty: they could not be read; unmodifiable
 * @param answer the text that came, cut where it was too long to keep
 */
public record Said(List<Message> prompt, String answer) {
  public Said {
    prompt = List.copyOf(prompt);
    requireNonNull(answer, "answer is null");
  }
}
