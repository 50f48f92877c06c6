package dev.runnel.provider.anthropic;

import java.util.Optional;

/**
 * Signatures as the caller sees them: marked as ours, with what kind of thought they are of and for
 * which model, since the service takes them back for that model only.
 */
final class Signatures {
  private static final String THINKING = "anthropic:thinking:";
  private static final String REDACTED = "anthropic:redacted:";

  private Signatures() {}

  /** Of a thought that was shown, or of one whose text is kept from us. */
  static String ofThinking(String model, String wire) {
    return THINKING + model + ":" + wire;
  }

  /** Of a thought that is encrypted: all there is of it. */
  static String ofRedacted(String model, String data) {
    return REDACTED + model + ":" + data;
  }

  /** The signature to send with a thought, if this is one for this model. */
  static Optional<String> thinking(String signature, String model) {
    return after(THINKING + model + ":", signature);
  }

  /** The encrypted thought to send, if this is one for this model. */
  static Optional<String> redacted(String signature, String model) {
    return after(REDACTED + model + ":", signature);
  }

  private static Optional<String> after(String mark, String signature) {
    return signature.startsWith(mark)
        ? Optional.of(signature.substring(mark.length()))
        : Optional.empty();
  }
}
