package dev.runnel.provider.yqcloud;

import dev.runnel.api.ChatException;
import dev.runnel.http.AnswerHead;
import dev.runnel.http.AnswerReader;
import dev.runnel.http.ServiceError;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiError;
import dev.runnel.http.openai.OpenAiListener;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at answers that call themselves JSON, which this service's answers never are: one that is
 * an error object as a whole fails the call, every other is the text of the answer all the same.
 */
final class ErrorDocumentReader implements AnswerReader {
  /** No error is longer; what is longer is text. */
  private static final int MAX_BYTES = 64 * 1024;

  private final AnswerReader text;
  private final Function<ServiceError, ChatException> failure;
  private @Nullable ByteArrayOutputStream document;

  /**
   * Prepares a reader.
   *
   * @param text takes what is no error
   * @param failure says what an error means
   */
  ErrorDocumentReader(AnswerReader text, Function<ServiceError, ChatException> failure) {
    this.text = text;
    this.failure = failure;
  }

  @Override
  public void onHead(AnswerHead head) {
    if (head.mediaType().filter(type -> type.endsWith("json")).isPresent()) {
      document = new ByteArrayOutputStream();
    }
    text.onHead(head);
  }

  @Override
  public void onBytes(byte[] array, int offset, int length) {
    ByteArrayOutputStream held = document;
    if (held == null) {
      text.onBytes(array, offset, length);
      return;
    }
    held.write(array, offset, length);
    if (held.size() > MAX_BYTES) {
      release(held.toByteArray());
    }
  }

  @Override
  public void onEnd() {
    ByteArrayOutputStream held = document;
    if (held != null) {
      byte[] whole = held.toByteArray();
      refuseError(whole);
      release(whole);
    }
    text.onEnd();
  }

  private void release(byte[] held) {
    document = null;
    text.onBytes(held, 0, held.length);
  }

  private void refuseError(byte[] whole) {
    OpenAiListener errors =
        new OpenAiListener() {
          @Override
          public void onError(OpenAiError error) {
            throw failure.apply(ServiceError.inBody(error.message(), error.type(), error.code()));
          }
        };
    try {
      new OpenAiDecoder().decode(whole, 0, whole.length, errors);
    } catch (DecodeException e) {
      // Then it is no JSON object, whatever it calls itself.
    }
  }
}
