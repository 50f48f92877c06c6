package dev.runnel.guard;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;

/** Hands an answer to a sink. */
final class SinkView implements View {
  private final Call call;
  private final TokenSink sink;
  private final ChatEvent.Visitor<Boolean> events =
      new ChatEvent.Visitor<>() {
        @Override
        public Boolean reasoning(ChatEvent.Reasoning reasoning) {
          sink.onReasoning(reasoning.text());
          return true;
        }

        @Override
        public Boolean signature(ChatEvent.ReasoningSignature signature) {
          sink.onReasoningSignature(signature.signature());
          return true;
        }

        @Override
        public Boolean toolResult(ChatEvent.ToolResult result) {
          sink.onToolResult(result.result());
          return true;
        }

        @Override
        public Boolean toolCall(ChatEvent.ToolCallDelta delta) {
          sink.onToolCall(delta);
          return true;
        }

        @Override
        public Boolean usage(ChatEvent.UsageUpdate update) {
          sink.onUsage(update.usage());
          return true;
        }

        @Override
        public Boolean unknown(ChatEvent event) {
          return false;
        }
      };

  SinkView(Call call, TokenSink sink) {
    this.call = call;
    this.sink = sink;
  }

  @Override
  public void start() {
    sink.onStart(call);
  }

  @Override
  public void token(String text) {
    sink.onToken(text);
  }

  @Override
  public void event(ChatEvent event) {
    event.accept(events);
  }

  @Override
  public void end(Outcome outcome) {
    sink.onEnd(outcome);
  }
}
