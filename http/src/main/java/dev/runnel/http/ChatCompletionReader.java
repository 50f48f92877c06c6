package dev.runnel.http;

import dev.runnel.api.FinishReason;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiError;
import dev.runnel.http.openai.OpenAiListener;
import dev.runnel.http.openai.OpenAiToolCallDelta;
import dev.runnel.http.openai.OpenAiUsage;
import dev.runnel.spi.Exchange;

/** Reads an answer in the OpenAI form, a stream or whole documents. */
final class ChatCompletionReader extends EventReader implements OpenAiListener {
  private final OpenAiDecoder events = new OpenAiDecoder();
  private final ToolCallNumbers toolCalls = new ToolCallNumbers();
  private boolean refused;

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
    refused = true;
    token(delta);
  }

  @Override
  public void onReasoning(String delta) {
    reasoning(delta);
  }

  @Override
  public void onToolCall(OpenAiToolCallDelta delta) {
    toolCall(toolCalls.numbered(delta));
  }

  @Override
  public void onUsage(OpenAiUsage usage) {
    exchange().usage(WireNames.usage(usage));
  }

  @Override
  public void onFinish(String reason) {
    if (WireNames.isError(reason)) {
      fail(ServiceError.inBody("The answer ended with finish reason " + reason, null, null));
      return;
    }
    FinishReason finish = WireNames.finishReason(reason);
    boolean declined = refused && finish.kind() == FinishReason.Kind.STOP;
    finish(declined ? FinishReason.of(FinishReason.Kind.REFUSAL, reason) : finish);
  }

  @Override
  public void onError(OpenAiError error) {
    fail(ServiceError.inBody(error.message(), error.type(), error.code()));
  }
}
