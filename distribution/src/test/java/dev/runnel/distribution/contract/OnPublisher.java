package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.IncompleteAnswerException;
import dev.runnel.api.Outcome;
import dev.runnel.sandbox.script.Gate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** The view of a {@link Flow.Publisher}, by the rules of Reactive Streams. */
final class OnPublisher extends CalledBack {
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final List<String> completions = new CopyOnWriteArrayList<>();
  private final List<Throwable> errors = new CopyOnWriteArrayList<>();

  private OnPublisher(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    super(setting, promise, upstream, heard);
  }

  static Listening start(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    OnPublisher view = new OnPublisher(setting, promise, upstream, heard);
    view.call
        .publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                view.subscription.complete(subscription);
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ChatEvent event) {
                if (event instanceof ChatEvent.Token token) {
                  view.token(token.text());
                }
              }

              @Override
              public void onError(Throwable thrown) {
                view.over("error " + thrown);
                view.errors.add(thrown);
              }

              @Override
              public void onComplete() {
                view.over("completion");
                view.completions.add("completed");
              }
            });
    return view;
  }

  @Override
  public void cancel() {
    over("cancel");
    subscription.thenAccept(Flow.Subscription::cancel);
  }

  @Override
  void assertEndOfView(Expected expected, Outcome outcome) {
    if (expected.is(Outcome.Completed.class)) {
      assertThat(completions).hasSize(1);
      assertThat(errors).isEmpty();
      return;
    }
    assertThat(completions).isEmpty();
    if (expected.is(Outcome.Cancelled.class) || expected.isConsumersFailure()) {
      assertThat(errors).isEmpty();
      return;
    }
    assertThat(errors)
        .singleElement()
        .isInstanceOf(
            expected.is(Outcome.Incomplete.class)
                ? IncompleteAnswerException.class
                : ChatException.class)
        .extracting(thrown -> ((ChatException) thrown).kind())
        .isEqualTo(expected.error().orElseThrow());
  }
}
