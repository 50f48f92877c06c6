package dev.runnel.http;

import dev.runnel.api.ChatEvent;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiError;
import dev.runnel.http.openai.OpenAiListener;
import dev.runnel.http.openai.OpenAiToolCallDelta;
import dev.runnel.http.openai.OpenAiUsage;
import dev.runnel.spi.Exchange;
import java.util.Optional;

/** Reads an answer in the OpenAI form, a stream or whole documents. */
final class ChatCompletionReader extends EventReader implements OpenAiListener {
  private final OpenAiDecoder events = new OpenAiDecoder();

  ChatCompletionReader(Exchange exchange, HttpTransport http) {
    super(exchange, http, Framing.SERVER_SENT_EVENTS);
  }

  @Override
  protected void onEvent(String name, byte[] array, int offset, int length) {
    if (OpenAiDecoder.isDone(array, offset, length)) {
      complete();
    } else {
      events.decode(array, offset, length, this);
    }
  }

  @Override
  public void onModel(String model) {
    exchange().servedBy(model);
  }

  @Override
  public void onText(String delta) {
    token(delta);
  }

  @Override
  public void onRefusal(String delta) {
    token(delta);
  }

  @Override
  public void onReasoning(String delta) {
    reasoning(delta);
  }

  @Override
  public void onToolCall(OpenAiToolCallDelta delta) {
    toolCall(
        new ChatEvent.ToolCallDelta(
            delta.index(),
            Optional.ofNullable(delta.id()),
            Optional.ofNullable(delta.name()),
            delta.arguments() == null ? "" : delta.arguments()));
  }

  @Override
  public void onUsage(OpenAiUsage usage) {
    exchange().usage(WireNames.usage(usage));
  }

  @Override
  public void onFinish(String reason) {
    finish(WireNames.finishReason(reason));
  }

  @Override
  public void onError(OpenAiError error) {
    fail(ServiceError.inBody(error.message(), error.type(), error.code()));
  }
}
