package dev.runnel.runner.attempt;

import dev.runnel.api.Call;
import dev.runnel.api.CallReport;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.guard.Relay;
import dev.runnel.runner.health.Entry;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: waits for its turn, asks a candidate, and passes on what it says from the first
 * content on. What is no content waits until then, and is forgotten where none comes.
 */
final class Try extends Relay {
  private final AttemptedCall whole;
  private final Choice.Go go;
  private final Duration waited;
  private final long queuedAt;
  private final List<Consumer<Exchange>> held = new ArrayList<>(); // signals are serial

  private final AtomicBoolean judged = new AtomicBoolean();

  // Guarded by the whole's lock.
  private boolean done;
  private int number;
  private long startedAt;
  private @Nullable Long contentAt;

  // Guarded by this.
  private @Nullable CompletableFuture<Admission.Permit> turn;
  private @Nullable Call call;
  private boolean abandoned;

  // Written before the call has its view, read by its signals.
  private Admission.@Nullable Permit given;

  // Signals are serial, and nobody else asks.
  private boolean passing;

  Try(AttemptedCall whole, Choice.Go go, Exchange exchange, Duration waited, long now) {
    super(exchange);
    this.whole = whole;
    this.go = go;
    this.waited = waited;
    this.queuedAt = now;
    this.startedAt = now;
  }

  Candidate candidate() {
    return go.standing().candidate;
  }

  Standing standing() {
    return go.standing();
  }

  Access.Door door() {
    return go.door();
  }

  // ---- under the whole's lock

  int number() {
    return number;
  }

  boolean isDone() {
    return done;
  }

  void done() {
    done = true;
  }

  void begins(int which, long now) {
    number = which;
    startedAt = now;
  }

  Optional<Long> contentAt() {
    return Optional.ofNullable(contentAt);
  }

  void contentCame(long now) {
    contentAt = now;
  }

  /** A candidate that was passed over, for the trail. */
  static Attempt skipped(
      Candidate candidate,
      ChatException why,
      Optional<Attempt.Next> next,
      long callStarted,
      long now) {
    return new Attempt(
        0,
        candidate.endpoint().id(),
        candidate.model(),
        Optional.empty(),
        Duration.ofNanos(now - callStarted),
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        Attempt.Result.SKIPPED,
        Optional.of(why),
        next);
  }

  /** How it went, for the trail. */
  Attempt attempt(
      Attempt.Result result,
      @Nullable ChatException failure,
      Optional<Attempt.Next> next,
      long callStarted,
      long now) {
    return new Attempt(
        number,
        candidate().endpoint().id(),
        candidate().model(),
        door().key(),
        Duration.ofNanos(startedAt - callStarted),
        waited.plusNanos(startedAt - queuedAt),
        Duration.ofNanos(number == 0 ? 0 : now - startedAt),
        Optional.ofNullable(contentAt).map(at -> Duration.ofNanos(at - startedAt)),
        result,
        Optional.ofNullable(failure),
        next);
  }

  // ---- the way there

  /** Asks for the leave to begin, and begins. On a thread that may block. */
  void enter(Admission admission, Duration left) {
    CompletableFuture<Admission.Permit> asked =
        admission.enter(candidate(), whole.request(candidate()), left);
    boolean late;
    synchronized (this) {
      turn = asked;
      late = abandoned;
    }
    if (late) {
      asked.cancel(false);
    }
    boolean atOnce = asked.isDone();
    asked.whenComplete(
        (permit, thrown) -> {
          if (permit == null) {
            notLetIn(thrown);
          } else if (atOnce) {
            begin(permit);
          } else {
            whole.onWorker(() -> begin(permit), () -> giveBack(permit));
          }
        });
  }

  private void notLetIn(@Nullable Throwable thrown) {
    judge(Entry.Visit::released);
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (!(cause instanceof CancellationException)) { // else we gave up the place ourselves
      whole.refused(this, failure(cause, "while it waited for its turn"));
    }
  }

  private void begin(Admission.Permit permit) {
    if (!whole.starts(this)) {
      giveBack(permit);
      return;
    }
    given = permit;
    Call made;
    try {
      ChatClient client = door().client().get();
      made = client.call(whole.request(candidate()));
    } catch (Throwable thrown) { // providers are foreign code
      permit.end(Usage.ABSENT, false);
      failed(
          failure(thrown, "when it was connected"), Phase.CONNECTING, nothingYet(), Usage.ABSENT);
      return;
    }
    boolean late;
    synchronized (this) {
      call = made;
      late = abandoned;
    }
    if (late) {
      made.cancel(); // its end still comes, and gives the permit back
    }
    made.stream(this);
  }

  private void giveBack(Admission.Permit permit) {
    permit.end(Usage.ABSENT, false);
    judge(Entry.Visit::released);
  }

  /** Who serves the call, before he has said anything. */
  CallReport nothingYet() {
    Endpoint endpoint = candidate().endpoint();
    return new CallReport(
        endpoint.provider().id(), endpoint.id(), candidate().model(), List.of(), List.of());
  }

  private ChatException failure(@Nullable Throwable thrown, String when) {
    if (thrown instanceof ChatException failure) {
      return failure;
    }
    String what =
        thrown instanceof ConfigurationException wrong
            ? "It is not configured rightly: " + wrong.getMessage()
            : "It threw " + thrown + " " + when;
    return ChatException.builder(ErrorKind.INTERNAL, what)
        .endpoint(candidate().endpoint().id())
        .provider(candidate().endpoint().provider().id())
        .cause(thrown)
        .nextStep(
            thrown instanceof ConfigurationException ? "Correct its options" : "Please report this")
        .build();
  }

  /** What is known when its first content comes. */
  CallReport beginning() {
    CallReport nothing = nothingYet();
    Call asked;
    synchronized (this) {
      asked = call;
    }
    return asked == null
        ? nothing
        : new CallReport(
            nothing.provider(),
            nothing.endpoint(),
            nothing.model(),
            asked.warnings(),
            nothing.rateLimits());
  }

  /** Stops it, within the moment; what it still says is not heard. Without a lock. */
  void abandon(Optional<ChatException> why) {
    CompletableFuture<Admission.Permit> place;
    Call asked;
    synchronized (this) {
      abandoned = true;
      place = turn;
      asked = call;
    }
    // Neither an answer that took longer than its caller had, nor a wait in our own queue, says
    // anything of the service.
    boolean itsFault = why.isPresent() && contentAt == null && asked != null;
    judge(itsFault ? visit -> visit.failed(why.orElseThrow()) : Entry.Visit::released);
    if (place != null) {
      place.cancel(false);
    }
    if (asked != null) {
      asked.cancel();
    }
  }

  private void judge(Consumer<Entry.Visit> judgement) {
    if (judged.compareAndSet(false, true)) {
      judgement.accept(go.visit());
    }
  }

  // ---- what the candidate says

  private boolean passes() {
    if (!passing && whole.claims(this)) {
      passing = true;
      tellWhatWasHeld();
    }
    return passing;
  }

  /** Passes on what came before the first content. */
  void tellWhatWasHeld() {
    held.forEach(signal -> signal.accept(exchange()));
    held.clear();
  }

  @Override
  public void onToken(String token) {
    if (passes()) {
      super.onToken(token);
    }
  }

  @Override
  public void onReasoning(String text) {
    if (passes()) {
      super.onReasoning(text);
    }
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    if (passes()) {
      super.onToolCall(delta);
    }
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    if (passes()) {
      super.onToolResult(result);
    }
  }

  @Override
  public void onReasoningSignature(String signature) {
    if (passing) {
      super.onReasoningSignature(signature);
    } else {
      held.add(exchange -> exchange.reasoningSignature(signature));
    }
  }

  @Override
  public void onUsage(Usage usage) {
    if (passing) {
      super.onUsage(usage);
    } else {
      held.add(exchange -> exchange.usage(usage));
    }
  }

  @Override
  public void onEnd(Outcome outcome) {
    if (given != null) {
      given.end(outcome.usage(), passing);
    }
    Duration ago = whole.since(this);
    outcome.report().rateLimits().forEach(limit -> go.visit().heed(limit, ago));
    if (passing || outcome instanceof Outcome.Completed) {
      judge(visit -> visit.ended(outcome));
      whole.answered(this, outcome);
    } else if (outcome instanceof Outcome.Failed failed) {
      failed(failed.cause(), Phase.BEFORE_CONTENT, outcome.report(), outcome.usage());
    } else { // a client was closed; incomplete it cannot be, without content
      judge(Entry.Visit::released);
      whole.cancelled(this);
    }
  }

  private void failed(ChatException failure, Phase phase, CallReport report, Usage used) {
    judge(visit -> visit.failed(failure));
    whole.failed(this, failure, phase, report, used);
  }
}
