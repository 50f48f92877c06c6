package dev.runnel.provider.gemini;

import java.util.Optional;

/**
 * Thought signatures as the caller sees them: marked as ours, since they are good for this service
 * only, and with the kind of part that they came on, since that is where they must be again.
 */
final class Signatures {
  private static final String MARK = "gemini:";
  private static final String THOUGHT_MARK = MARK + "thought:";

  /**
   * What the service takes in place of a signature on a tool call that it did not make: one of
   * another service, say, from which a conversation was taken over.
   */
  static final String FOREIGN_CALL = "skip_thought_signature_validator";

  private Signatures() {}

  /** Of a text or tool call; it belongs on the part that follows it. */
  static String ofPart(String wire) {
    return MARK + wire;
  }

  /** Of a thought; it belongs with the reasoning before it. */
  static String ofThought(String wire) {
    return THOUGHT_MARK + wire;
  }

  /** What to send on the thought itself, if the signature is of one. */
  static Optional<String> forThought(String signature) {
    return signature.startsWith(THOUGHT_MARK)
        ? Optional.of(signature.substring(THOUGHT_MARK.length()))
        : Optional.empty();
  }

  /** What to send on the part that follows, if the signature is of one. */
  static Optional<String> forNextPart(String signature) {
    return signature.startsWith(MARK) && !signature.startsWith(THOUGHT_MARK)
        ? Optional.of(signature.substring(MARK.length()))
        : Optional.empty();
  }
}
