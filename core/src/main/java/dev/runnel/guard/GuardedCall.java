package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Warning;
import dev.runnel.spi.Driver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One call through the guard: gives the lane its view and the driver its start. */
final class GuardedCall implements Call {
  private final ChatRequest request;
  private final Driver driver;
  private final Origin origin;
  private final CallRuntime runtime;
  private final Timeouts timeouts;
  private final Consumer<GuardedCall> onStart;
  private final Consumer<GuardedCall> onEnd;
  private final CallLane lane;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final AtomicBoolean viewed = new AtomicBoolean();
  private volatile boolean sinkTakes;

  /**
   * Prepares a call.
   *
   * @param request with its model filled in
   * @param onStart told when the call gets its view
   * @param onEnd told once, when the call is over
   */
  GuardedCall(
      ChatRequest request,
      Driver driver,
      Origin origin,
      GuardSettings settings,
      CallRuntime runtime,
      Consumer<GuardedCall> onStart,
      Consumer<GuardedCall> onEnd) {
    this.request = request;
    this.driver = driver;
    this.origin = origin;
    this.runtime = runtime;
    this.onStart = onStart;
    this.onEnd = onEnd;
    this.timeouts = request.timeouts().orElse(settings.timeouts());
    this.lane =
        new CallLane(
            origin,
            request.model().orElse(null),
            settings,
            timeouts,
            runtime,
            result -> {
              onEnd.accept(this);
              outcome.complete(result);
            });
  }

  @Override
  public ChatRequest request() {
    return request;
  }

  @Override
  public void stream(TokenSink sink) {
    requireNonNull(sink, "sink is null");
    claimView();
    sinkTakes = true;
    open(new SinkView(this, sink));
  }

  @Override
  public CompletionStage<Answer> answer() {
    claimView();
    AnswerView view = new AnswerView(lane::request);
    open(view);
    return view.future().minimalCompletionStage();
  }

  @Override
  public Stream<String> tokens() {
    TokenStreamView.refuseOnEventLoop(driver);
    claimView();
    TokenStreamView view = new TokenStreamView(lane::request, lane::cancel, driver);
    open(view);
    return view.stream();
  }

  @Override
  public Flow.Publisher<ChatEvent> publisher() {
    claimView();
    AtomicBoolean subscribed = new AtomicBoolean();
    return subscriber -> {
      requireNonNull(subscriber, "subscriber is null");
      if (subscribed.compareAndSet(false, true)) {
        open(new PublisherView(lane, subscriber));
      } else {
        PublisherView.refuse(subscriber);
      }
    };
  }

  @Override
  public void request(long contents) {
    if (contents < 1) {
      throw new IllegalArgumentException("Demand is at least 1, not " + contents);
    }
    if (!sinkTakes) {
      throw new IllegalStateException("Only a call that streams to a sink takes demand here");
    }
    lane.request(contents);
  }

  @Override
  public void cancel() {
    lane.cancel();
  }

  /**
   * Cancels for a client that closes.
   *
   * @return completes when the driver's abort action, where there is one, has run
   */
  CompletableFuture<Void> abort() {
    return lane.cancel();
  }

  @Override
  public List<Warning> warnings() {
    return lane.warnings();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  boolean onEventLoop() {
    return TokenStreamView.onEventLoop(driver);
  }

  private void claimView() {
    if (!viewed.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "A call has one view and this one has it already; make another call");
    }
  }

  private void open(View view) {
    onStart.accept(this);
    if (!lane.open(view)) {
      onEnd.accept(this); // it was over before it began
      return;
    }
    Capabilities capabilities;
    try {
      capabilities = requireNonNull(driver.capabilities(), "capabilities() gave null");
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      lane.refuse(origin.of(thrown, "when it was asked for its capabilities"));
      return;
    }
    RequestFit fit = RequestFit.of(origin, capabilities, request);
    Optional<ChatException> refusal = fit.refusal();
    if (refusal.isPresent()) {
      lane.refuse(refusal.get());
      return;
    }
    fit.dropped().forEach(lane::warn);
    DriverSide exchange = new DriverSide(lane, timeouts);
    try {
      runtime.starter().execute(() -> lane.start(() -> driver.start(request, exchange)));
    } catch (RejectedExecutionException e) {
      lane.refuse(
          origin
              .failure(ErrorKind.INTERNAL, "The executor takes no more work")
              .cause(e)
              .nextStep("Keep the executor open as long as its clients")
              .build());
    }
  }
}
