package dev.runnel.provider.ollama;

import dev.runnel.api.ErrorKind;
import dev.runnel.sandbox.dialect.OllamaLines;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.WireFormat;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.Optional;

/**
 * Ollama's lines for the contract. Finish reason, usage and end mark are one line, which is said
 * where the contract says the end; a finish reason of its own is unsaid.
 */
final class OllamaFormat extends NarratedFormat {
  OllamaFormat() {
    super(new OllamaLines(() -> "2025-01-01T00:00:00Z", OllamaFormat::error));
  }

  @Override
  public byte[] usage(long input, long output) {
    super.usage(input, output);
    return keepAlive(); // what was counted comes with the end
  }

  @Override
  public byte[] error(ErrorKind kind, String message) {
    return isSayable(kind) ? super.error(kind, message) : WireFormat.unsaid();
  }

  @Override
  public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    return isSayable(kind) ? super.refusal(kind, message) : Optional.empty();
  }

  /** Ollama filters no content. */
  private static boolean isSayable(ErrorKind kind) {
    return kind != ErrorKind.CONTENT_FILTERED;
  }

  /** Ollama has no codes: where they would tell, its words must. */
  private static String error(Trouble trouble, String message) {
    String words =
        switch (trouble) {
          case CONTEXT_TOO_LONG -> "the input length exceeds the context length";
          case MODEL_NOT_FOUND -> "model 'contract-model' not found";
          case OUT_OF_QUOTA -> "you exceeded your current quota";
          case RATE_LIMITED -> "too many requests";
          case INVALID_KEY -> "unauthorized";
          case FORBIDDEN -> "forbidden";
          case INVALID_REQUEST -> "invalid request";
          default -> "";
        };
    return "{\"error\":\"" + (message + " " + words).strip() + "\"}";
  }
}
