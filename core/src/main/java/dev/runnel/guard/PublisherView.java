package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hands an answer to the one subscriber of a publisher, by the rules of Reactive Streams. */
final class PublisherView implements View, Flow.Subscription {
  private final CallLane lane;
  // Dropped with the end or the subscription's cancel (rule 3.13).
  private volatile Flow.@Nullable Subscriber<? super ChatEvent> subscriber;
  private volatile @Nullable IllegalArgumentException illegalDemand;
  private boolean subscriberThrew;

  PublisherView(CallLane lane, Flow.Subscriber<? super ChatEvent> subscriber) {
    this.lane = lane;
    this.subscriber = subscriber;
  }

  @Override
  public void start() {
    Flow.Subscriber<? super ChatEvent> to = subscriber;
    if (to != null) {
      try {
        to.onSubscribe(this);
      } catch (RuntimeException | Error e) {
        subscriberThrew = true;
        throw e;
      }
    }
  }

  @Override
  public void token(String text) {
    next(new ChatEvent.Token(text));
  }

  @Override
  public void event(ChatEvent event) {
    next(event);
  }

  private void next(ChatEvent event) {
    Flow.Subscriber<? super ChatEvent> to = subscriber;
    if (to != null) {
      try {
        to.onNext(event);
      } catch (RuntimeException | Error e) {
        subscriberThrew = true; // rule 2.13: the subscription counts as cancelled
        throw e;
      }
    }
  }

  @Override
  public void end(Outcome outcome) {
    Flow.Subscriber<? super ChatEvent> to = subscriber;
    subscriber = null;
    if (to == null || subscriberThrew) {
      return;
    }
    IllegalArgumentException illegal = illegalDemand;
    if (illegal != null) {
      to.onError(illegal);
    } else if (outcome instanceof Outcome.Completed) {
      to.onComplete();
    } else {
      to.onError(Unfinished.asThrowable(outcome));
    }
  }

  @Override
  public boolean everythingTakesDemand() {
    return true;
  }

  @Override
  public void request(long n) {
    if (n > 0) {
      lane.request(n);
    } else if (illegalDemand == null) {
      IllegalArgumentException illegal =
          new IllegalArgumentException("Rule 3.9: demand is above zero, not " + n);
      illegalDemand = illegal;
      lane.consumerFailed(illegal);
    }
  }

  @Override
  public void cancel() {
    subscriber = null;
    lane.cancel();
  }

  /** Turns down whoever comes after the one subscriber. */
  static void refuse(Flow.Subscriber<? super ChatEvent> subscriber) {
    requireNonNull(subscriber, "subscriber is null");
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    subscriber.onError(
        new IllegalStateException("This publisher is one call's and had its one subscriber"));
  }
}
