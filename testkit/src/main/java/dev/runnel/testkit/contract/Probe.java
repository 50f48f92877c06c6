package dev.runnel.testkit.contract;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a driver, without the guard that would mend its sins: writes down every signal,
 * keeps demand and abort as the guard does, and forgives nothing.
 */
final class Probe implements Exchange {
  /**
   * One signal of the driver.
   *
   * @param name the method
   * @param content whether it is a piece of the answer
   * @param value what was given
   * @param thread where it came from
   */
  record Signal(String name, boolean content, Object value, Thread thread) {
    @Override
    public String toString() {
      String text = String.valueOf(value);
      return name + "(" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + ")";
    }
  }

  private final Timeouts timeouts;
  private final List<Signal> signals = new ArrayList<>();
  private final List<String> overlaps = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private @Nullable Thread inside;
  private @Nullable Signal insideSignal;
  private int depth;
  private long asked;
  private long accepted;
  private boolean finished;
  private boolean ended;
  private boolean aborted;
  private boolean abortDue;
  private boolean toldToPause;
  private @Nullable Runnable resume;
  private @Nullable Runnable abort;
  private @Nullable Thread starter;
  private @Nullable Throwable thrown;
  private boolean returned;

  // Set before the driver starts.
  private Consumer<Signal> onContent = signal -> {};
  private Predicate<Signal> refusing = signal -> false;

  Probe(Timeouts timeouts, long demand) {
    this.timeouts = timeouts;
    this.asked = demand;
  }

  /** Runs within each content signal, on the driver's thread; may block. */
  Probe within(Consumer<Signal> action) {
    onContent = action;
    return this;
  }

  /** Says no to these contents though there is demand again by the time it is said. */
  Probe takingBack(Predicate<Signal> contents) {
    refusing = contents;
    return this;
  }

  // ---- for the rule

  /** Told by the thread that runs the driver's start. */
  void starting() {
    synchronized (this) {
      starter = Thread.currentThread();
    }
  }

  void started(@Nullable Throwable failure) {
    synchronized (this) {
      starter = null;
      returned = true;
      thrown = failure;
      ended |= failure != null;
      notifyAll();
    }
  }

  void request(long contents) {
    Runnable action = null;
    synchronized (this) {
      asked = asked + contents < 0 ? Long.MAX_VALUE : asked + contents;
      if (toldToPause && wanted() && resume != null) {
        toldToPause = false;
        action = resume;
      }
    }
    run(action);
  }

  /** Ends the call from the caller's side; the driver's abort runs on this thread. */
  void abort() {
    Runnable action;
    synchronized (this) {
      if (aborted || ended) {
        return;
      }
      aborted = true;
      action = abort;
      abortDue = action == null;
      if (starter != null) {
        starter.interrupt();
      }
    }
    run(action);
  }

  synchronized List<Signal> signals() {
    return List.copyOf(signals);
  }

  synchronized List<Signal> contents() {
    return signals.stream().filter(Signal::content).toList();
  }

  synchronized List<String> texts() {
    return signals.stream()
        .filter(signal -> signal.name().equals("token"))
        .map(signal -> String.valueOf(signal.value()))
        .toList();
  }

  synchronized List<String> overlaps() {
    return List.copyOf(overlaps);
  }

  /** What was signalled after the driver had ended the call itself. */
  synchronized List<String> late() {
    return List.copyOf(late);
  }

  synchronized boolean ended() {
    return ended;
  }

  synchronized boolean returned() {
    return returned;
  }

  synchronized @Nullable Throwable thrown() {
    return thrown;
  }

  @Override
  public synchronized String toString() {
    return signals
        + (thrown == null ? "" : ", start threw " + thrown)
        + (ended ? "" : ", not ended")
        + (aborted ? ", aborted" : "");
  }

  // ---- the driver's side

  @Override
  public boolean token(String text) {
    return text.isEmpty() ? wantsMore() : content(new Signal("token", true, text, here()));
  }

  @Override
  public boolean reasoning(String text) {
    return text.isEmpty() ? wantsMore() : content(new Signal("reasoning", true, text, here()));
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    return content(new Signal("toolCall", true, delta, here()));
  }

  private boolean content(Signal signal) {
    enter(signal);
    boolean takenBack;
    try {
      synchronized (this) {
        accepted++;
      }
      takenBack = refusing.test(signal);
      onContent.accept(signal);
    } finally {
      leave();
    }
    if (takenBack) {
      Runnable action;
      synchronized (this) {
        toldToPause = false;
        action = resume;
      }
      run(action);
      return false;
    }
    return wantsMore();
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    return content(new Signal("toolResult", true, result, here()));
  }

  @Override
  public void reasoningSignature(String signature) {
    aside("reasoningSignature", signature);
  }

  @Override
  public void rateLimit(RateLimit limit) {
    aside("rateLimit", limit);
  }

  @Override
  public void relayed(CallReport report) {
    aside("relayed", report);
  }

  @Override
  public void usage(Usage usage) {
    aside("usage", usage);
  }

  @Override
  public void servedBy(String model) {
    aside("servedBy", model);
  }

  @Override
  public void warn(Warning warning) {
    aside("warn", warning);
  }

  @Override
  public void finish(FinishReason reason) {
    aside("finish", reason);
    synchronized (this) {
      finished = true;
    }
  }

  @Override
  public void complete() {
    end("complete", "");
  }

  @Override
  public void endOfInput() {
    end("endOfInput", "");
  }

  @Override
  public void fail(ChatException failure) {
    end("fail", failure);
  }

  @Override
  public synchronized boolean wantsMore() {
    boolean wanted = wanted();
    toldToPause |= !wanted;
    return wanted;
  }

  @Override
  public synchronized long demand() {
    return ended || aborted ? 0 : Math.max(0, asked - accepted);
  }

  private boolean wanted() {
    return !ended && !aborted && (accepted < asked || finished);
  }

  @Override
  public synchronized boolean isOver() {
    return ended || aborted;
  }

  @Override
  public void onDemand(Runnable action) {
    boolean missed;
    synchronized (this) {
      if (ended || aborted) {
        return;
      }
      resume = action;
      missed = toldToPause && wanted();
      if (missed) {
        toldToPause = false;
      }
    }
    run(missed ? action : null);
  }

  @Override
  public void onAbort(Runnable action) {
    synchronized (this) {
      abort = action;
      if (!abortDue) {
        return;
      }
      abortDue = false;
    }
    run(action);
  }

  @Override
  public void batch(Runnable signalling) {
    signalling.run();
  }

  @Override
  public Timeouts timeouts() {
    return timeouts;
  }

  private void aside(String name, Object value) {
    enter(new Signal(name, false, value, here()));
    leave();
  }

  /** After the first end nothing counts, as with the guard: a second end is no sin. */
  private void end(String name, Object value) {
    synchronized (this) {
      if (ended) {
        return;
      }
    }
    enter(new Signal(name, false, value, here()));
    synchronized (this) {
      ended = true;
    }
    leave();
  }

  private void enter(Signal signal) {
    synchronized (this) {
      if (inside != null && inside != here()) {
        overlaps.add(signal + " on " + here().getName() + " during " + insideSignal);
      }
      if (ended && signal.content()) {
        late.add(signal.toString());
      }
      inside = here();
      insideSignal = signal;
      depth++;
      signals.add(signal);
      notifyAll();
    }
  }

  private void leave() {
    synchronized (this) {
      depth--;
      if (depth == 0) {
        inside = null;
        insideSignal = null;
      }
      notifyAll();
    }
  }

  private static void run(@Nullable Runnable action) {
    if (action != null) {
      action.run();
    }
  }

  private static Thread here() {
    return Thread.currentThread();
  }
}
