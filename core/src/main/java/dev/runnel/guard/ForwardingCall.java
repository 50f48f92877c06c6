package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Warning;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** A guarded call under another name, for handles that can tell more than a call does. */
public abstract class ForwardingCall implements Call {
  private final Call call;

  /** Wraps a call. */
  protected ForwardingCall(Call call) {
    this.call = call;
  }

  final Call wrapped() {
    return call;
  }

  /**
   * The call is about to get its view, of a publisher when it is subscribed to; perhaps again,
   * where that is refused. By default: nothing.
   */
  protected void viewed() {}

  @Override
  public ChatRequest request() {
    return call.request();
  }

  @Override
  public void stream(TokenSink sink) {
    viewed();
    call.stream(sink);
  }

  @Override
  public CompletionStage<Answer> answer() {
    viewed();
    return call.answer();
  }

  @Override
  public Stream<String> tokens() {
    viewed();
    return call.tokens();
  }

  @Override
  public Flow.Publisher<ChatEvent> publisher() {
    Flow.Publisher<ChatEvent> publisher = call.publisher();
    return subscriber -> {
      requireNonNull(subscriber, "subscriber is null");
      viewed();
      publisher.subscribe(subscriber);
    };
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
  public List<Warning> warnings() {
    return call.warnings();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return call.outcome();
  }
}
