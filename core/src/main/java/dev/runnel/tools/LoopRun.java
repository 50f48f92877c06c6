package dev.runnel.tools;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** The guarded call of one loop, with what only a loop can tell. */
final class LoopRun implements ToolRun {
  private final ChatRequest request;
  private final Call call;
  private final Loop loop;
  private final Runnable onView;

  /**
   * Wraps a call.
   *
   * @param onView told before the call gets its view
   */
  LoopRun(ChatRequest request, Call call, Loop loop, Runnable onView) {
    this.request = request;
    this.call = call;
    this.loop = loop;
    this.onView = onView;
  }

  @Override
  public ChatRequest request() {
    return request;
  }

  @Override
  public void stream(TokenSink sink) {
    onView.run();
    call.stream(sink);
  }

  @Override
  public CompletionStage<Answer> answer() {
    onView.run();
    return call.answer();
  }

  @Override
  public Stream<String> tokens() {
    onView.run();
    return call.tokens();
  }

  @Override
  public Flow.Publisher<ChatEvent> publisher() {
    onView.run();
    return call.publisher();
  }

  @Override
  public void request(long contents) {
    call.request(contents);
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return call.outcome();
  }

  @Override
  public List<Message> conversation() {
    return loop.conversation();
  }
}
