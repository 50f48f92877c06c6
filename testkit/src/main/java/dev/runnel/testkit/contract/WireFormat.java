package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a service's wire format: how it writes each thing down. One instance writes one
 * answer, in order, so it may keep state. What the service has no way to say stays as it is here:
 * <em>unsaid</em>, an empty array; the rules about it are then skipped, and say so.
 *
 * <pre>{@code
 * final class AcmeFormat implements WireFormat {
 *   public String contentType() { return "application/x-ndjson"; }
 *   public byte[] token(String text) { return line("{\"text\":" + quoted(text) + "}"); }
 *   public byte[] end() { return line("{\"done\":true}"); }
 * }
 * }</pre>
 */
public interface WireFormat {
  /** The {@code content-type} of a successful answer. */
  String contentType();

  /** By what the service shows that an answer is whole; default: by a mark or a finish reason. */
  default Evidence evidence() {
    return Evidence.MARK;
  }

  /** What opens an answer and holds no content: the chunk with the role, say. */
  default byte[] begin() {
    return unsaid();
  }

  /** One piece of the answer's text; with {@link Evidence#DOCUMENTS}, a whole document. */
  byte[] token(String text);

  /** One piece of the model's reasoning. */
  default byte[] reasoning(String text) {
    return unsaid();
  }

  /** What a service signs its reasoning with, and wants back in the next request. */
  default byte[] signature(String text) {
    return unsaid();
  }

  /**
   * A tool call, in as many pieces as the service needs; what is not streamed is one.
   *
   * @param index which call of this answer, from 0
   * @param arguments pieces of its JSON arguments
   * @return the events in order; none where the service cannot say it
   */
  default List<byte[]> toolCall(int index, String id, String name, List<String> arguments) {
    return List.of();
  }

  /**
   * The finish reason.
   *
   * @param reason STOP, LENGTH, TOOL_CALLS or CONTENT_FILTER
   */
  default byte[] finish(FinishReason.Kind reason) {
    return unsaid();
  }

  /** Tokens counted. */
  default byte[] usage(long input, long output) {
    return unsaid();
  }

  /** The protocol's own end mark. */
  default byte[] end() {
    return unsaid();
  }

  /** A sign of life without content. */
  default byte[] keepAlive() {
    return unsaid();
  }

  /** Something that is no event of this format, where one was expected. */
  default byte[] malformed() {
    return unsaid();
  }

  /** An error in the stream, in the place of content. */
  default byte[] error(ErrorKind kind, String message) {
    return unsaid();
  }

  /**
   * How the service refuses a request before it answers; empty where it has no way to say this
   * kind. Default: the usual status with {@code {"error":{"message":…}}}.
   *
   * @param message what the service says, in words; goes into the body
   */
  default Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    return UsualRefusals.of(kind, message);
  }

  /** What is returned for what the service cannot say. */
  static byte[] unsaid() {
    return new byte[0];
  }
}
