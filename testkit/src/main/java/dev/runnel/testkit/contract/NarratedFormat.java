package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.Narration;
import dev.runnel.sandbox.dialect.SseStyle;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A wire format as a dialect of the sandbox writes it, for providers whose service the sandbox
 * speaks; whatever the dialect cannot say, or says in another way than the rules mean it, is
 * overridden.
 */
public class NarratedFormat implements WireFormat {
  private static final Map<ErrorKind, Trouble> TROUBLES =
      Map.of(
          ErrorKind.INVALID_REQUEST, Trouble.INVALID_REQUEST,
          ErrorKind.CONTEXT_TOO_LONG, Trouble.CONTEXT_TOO_LONG,
          ErrorKind.CONTENT_FILTERED, Trouble.CONTENT_POLICY,
          ErrorKind.AUTHENTICATION, Trouble.INVALID_KEY,
          ErrorKind.PERMISSION, Trouble.FORBIDDEN,
          ErrorKind.MODEL_NOT_FOUND, Trouble.MODEL_NOT_FOUND,
          ErrorKind.RATE_LIMITED, Trouble.RATE_LIMITED,
          ErrorKind.QUOTA, Trouble.OUT_OF_QUOTA,
          ErrorKind.UNAVAILABLE, Trouble.OVERLOADED);

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
  public byte[] reasoning(String text) {
    return narration.reasoning(text);
  }

  @Override
  public byte[] signature(String text) {
    return narration.signature(text);
  }

  @Override
  public List<byte[]> toolCall(int index, String id, String name, List<String> arguments) {
    return narration.toolCall(index, id, name, arguments);
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    return narration.finish(reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public byte[] usage(long input, long output) {
    return narration.usage(Tokens.of(Math.toIntExact(input), Math.toIntExact(output)));
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
    Trouble trouble = TROUBLES.get(kind);
    return trouble == null
        ? WireFormat.unsaid()
        : narration.error(dialect.errors().document(trouble, message));
  }

  @Override
  public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    return Optional.ofNullable(TROUBLES.get(kind))
        .map(
            trouble ->
                HttpAnswer.status(dialect.errors().status(trouble))
                    .json(dialect.errors().document(trouble, message)));
  }
}
