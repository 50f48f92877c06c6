package dev.runnel.http;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.http.decode.InputEnd;
import dev.runnel.http.decode.JsonDocumentsDecoder;
import dev.runnel.http.decode.SseDecoder;
import dev.runnel.http.decode.StreamDecoder;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiError;
import dev.runnel.http.openai.OpenAiListener;
import dev.runnel.http.openai.OpenAiToolCallDelta;
import dev.runnel.http.openai.OpenAiUsage;
import dev.runnel.spi.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer in the OpenAI form. Whether it is a stream of events or whole JSON documents is
 * told by its first byte: a content type is often wrong, above all where the service answers with
 * an error, and no line of an event stream that means anything begins with a bracket.
 */
final class ChatCompletionReader implements QuietReader, OpenAiListener {
  private final Exchange exchange;
  private final Failures failures;
  private final OpenAiDecoder events = new OpenAiDecoder();
  private @Nullable StreamDecoder decoder;
  private boolean documents;

  // A whole document is evidence of the end, unless another one follows.
  private @Nullable FinishReason documentEnd;
  private boolean hasContent;
  private boolean hasFinishReason;

  ChatCompletionReader(Exchange exchange, Failures failures) {
    this.exchange = exchange;
    this.failures = failures;
  }

  // ---- bytes ----

  @Override
  public void onBytes(byte[] array, int offset, int length) {
    int first = offset;
    if (decoder == null) {
      first = firstByteThatTells(array, offset, length);
      if (first < 0) {
        return; // white space and a byte order mark mean nothing in any form
      }
      decoder = formOf(array, first, offset + length - first);
    }
    if (documents) {
      feedDocuments(decoder, array, first, offset + length - first);
    } else {
      decoder.feed(array, first, offset + length - first);
    }
  }

  private void feedDocuments(StreamDecoder form, byte[] array, int offset, int length) {
    int last = offset + length - 1;
    while (last >= offset && isSpace(array[last])) {
      last--;
    }
    if (last >= offset) {
      documentEnd = null; // another one begins, or this one ends within these bytes
    }
    form.feed(array, offset, length);
    if (last >= offset && array[last] != '}' && array[last] != ']') {
      documentEnd = null; // another one has begun
    }
  }

  @Override
  public void onEnd() {
    StreamDecoder form = decoder;
    boolean whole = form != null && form.endOfInput() == InputEnd.BETWEEN_EVENTS;
    if (documents && whole) {
      onQuiet();
      exchange.complete();
    } else if (hasContent || hasFinishReason) {
      exchange.endOfInput();
    } else {
      exchange.fail(endedBeforeContent());
    }
  }

  /**
   * The body was not empty, so the answer is not merely an empty one: it was cut, or is no answer.
   */
  private static ChatException endedBeforeContent() {
    return ChatException.builder(
            ErrorKind.PROTOCOL, "The service ended its answer before any content")
        .nextStep("Ask again, or ask another service")
        .build();
  }

  @Override
  public boolean awaitsQuiet() {
    return documentEnd != null;
  }

  @Override
  public void onQuiet() {
    FinishReason reason = documentEnd;
    documentEnd = null;
    if (reason != null && (hasContent || reason.kind() != FinishReason.Kind.NOT_GIVEN)) {
      exchange.finish(reason);
    }
  }

  private static int firstByteThatTells(byte[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = array[i];
      boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
      if (!mark && !isSpace(b)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private StreamDecoder formOf(byte[] array, int first, int length) {
    switch (array[first]) {
      case '{':
      case '[':
        documents = true;
        return new JsonDocumentsDecoder(this::onDocument);
      case '<':
        byte[] page = Arrays.copyOfRange(array, first, first + length);
        throw failures.of(ServiceError.page(ErrorBody.title(page)));
      default:
        return new SseDecoder(this::onEvent);
    }
  }

  // ---- events and documents ----

  private void onEvent(String name, byte[] array, int offset, int length) {
    if (isBlank(array, offset, length)) {
      return;
    }
    if (OpenAiDecoder.isDone(array, offset, length)) {
      exchange.complete();
      stop();
    } else if (name.equals("error") && array[offset] != '{') {
      fail(ServiceError.inBody(text(array, offset, length), null, null));
    } else {
      events.decode(array, offset, length, this);
    }
  }

  private void onDocument(byte[] array, int offset, int length) {
    documentEnd = FinishReason.NOT_GIVEN;
    events.decode(array, offset, length, this);
  }

  private static boolean isBlank(byte[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!isSpace(array[i])) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] array, int offset, int length) {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  private void stop() {
    if (decoder != null) {
      decoder.stop();
    }
  }

  private void fail(ServiceError error) {
    exchange.fail(failures.of(error));
    stop();
  }

  // ---- what an event says ----

  @Override
  public void onModel(String model) {
    exchange.servedBy(model);
  }

  @Override
  public void onText(String delta) {
    hasContent = true;
    exchange.token(delta);
  }

  @Override
  public void onRefusal(String delta) {
    onText(delta);
  }

  @Override
  public void onReasoning(String delta) {
    hasContent = true;
    exchange.reasoning(delta);
  }

  @Override
  public void onToolCall(OpenAiToolCallDelta delta) {
    hasContent = true;
    exchange.toolCall(
        new ChatEvent.ToolCallDelta(
            delta.index(),
            Optional.ofNullable(delta.id()),
            Optional.ofNullable(delta.name()),
            delta.arguments() == null ? "" : delta.arguments()));
  }

  @Override
  public void onUsage(OpenAiUsage usage) {
    exchange.usage(WireNames.usage(usage));
  }

  @Override
  public void onFinish(String reason) {
    FinishReason finished = WireNames.finishReason(reason);
    if (documents) {
      documentEnd = finished;
    } else {
      hasFinishReason = true;
      exchange.finish(finished);
    }
  }

  @Override
  public void onError(OpenAiError error) {
    fail(ServiceError.inBody(error.message(), error.type(), error.code()));
  }
}
