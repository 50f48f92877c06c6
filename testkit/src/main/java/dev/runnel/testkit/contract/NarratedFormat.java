package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.Narration;
import dev.runnel.sandbox.dialect.SseStyle;
import dev.runnel.sandbox.script.Errors;
import java.util.Locale;
import java.util.Map;

/**
 * A wire format as a dialect of the sandbox writes it, for providers whose service the sandbox
 * speaks; what the dialect says otherwise than the rules need is overridden.
 */
public class NarratedFormat implements WireFormat {
  private static final Map<ErrorKind, String> CODES =
      Map.of(
          ErrorKind.UNAVAILABLE, "server_error",
          ErrorKind.RATE_LIMITED, "rate_limit_exceeded",
          ErrorKind.QUOTA, "insufficient_quota",
          ErrorKind.AUTHENTICATION, "invalid_api_key",
          ErrorKind.CONTEXT_TOO_LONG, "context_length_exceeded");

  private final Dialect dialect;
  private final Narration narration;

  /** The format of one answer. */
  public NarratedFormat(Dialect dialect) {
    this.dialect = dialect;
    this.narration = dialect.begin(new Asked("contract-model", "Hello", ""), SseStyle.USUAL);
  }

  /** The answer as the dialect writes it. */
  protected final Narration narration() {
    return narration;
  }

  @Override
  public String contentType() {
    return dialect.contentType();
  }

  @Override
  public byte[] begin() {
    return narration.role();
  }

  @Override
  public byte[] token(String text) {
    return narration.token(text);
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    return narration.finish(reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public byte[] usage(long input, long output) {
    return narration.usage(Math.toIntExact(input), Math.toIntExact(output));
  }

  @Override
  public byte[] end() {
    return narration.done();
  }

  @Override
  public byte[] keepAlive() {
    return narration.keepAlive();
  }

  @Override
  public byte[] malformed() {
    return narration.malformed();
  }

  @Override
  public byte[] error(ErrorKind kind, String message) {
    String code = CODES.get(kind);
    return code == null ? WireFormat.unsaid() : narration.error(Errors.document(code, message));
  }
}
