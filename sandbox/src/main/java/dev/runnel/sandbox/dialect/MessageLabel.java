package dev.runnel.sandbox.dialect;

import static java.util.Objects.requireNonNull;

/**
 * What one answer of Anthropic's has besides its content.
 *
 * @param id for example {@code msg_…}
 * @param inputTokens how long the request was
 * @param omitsThinking whether of what is thought only the signature is told
 */
public record MessageLabel(String id, int inputTokens, boolean omitsThinking) {

  public MessageLabel {
    requireNonNull(id, "id is null");
  }
}
