package dev.runnel.tools;

import dev.runnel.api.ContentPart;
import dev.runnel.guard.Timekeeper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One function at work for one tool call. */
final class RunningTool implements ToolInvocation, Runnable {
  private static final Logger LOG = System.getLogger("dev.runnel.tools");

  private final ContentPart.ToolCall call;
  private final RegisteredTool tool;
  private final LoopSettings settings;
  private final Duration timeout;
  private final Consumer<ContentPart.ToolResult> onResult;

  // Guarded by this.
  private final List<Runnable> cancelActions = new ArrayList<>();
  private @Nullable Thread thread;
  private boolean interrupted;
  private boolean cancelled;
  private boolean returned;

  /**
   * Prepares a run.
   *
   * @param onResult told the result, once; not where the run is cancelled
   */
  RunningTool(
      ContentPart.ToolCall call,
      RegisteredTool tool,
      LoopSettings settings,
      Consumer<ContentPart.ToolResult> onResult) {
    this.call = call;
    this.tool = tool;
    this.settings = settings;
    this.timeout = tool.ownTimeout() == null ? settings.toolTimeout() : tool.ownTimeout();
    this.onResult = onResult;
  }

  @Override
  public String name() {
    return call.name();
  }

  @Override
  public String callId() {
    return call.id();
  }

  @Override
  public String arguments() {
    return call.argumentsJson();
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        cancelActions.add(action);
        return;
      }
    }
    act(action);
  }

  @Override
  public void run() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      thread = Thread.currentThread();
    }
    Timekeeper.Timer timer = settings.runtime().timekeeper().after(timeout, this::timeIsOver);
    ContentPart.ToolResult result = result();
    timer.cancel();
    if (!isCancelled()) { // else it came back after its time
      onResult.accept(result);
    }
  }

  private ContentPart.ToolResult result() {
    try {
      String text = tool.function().run(this);
      return text == null
          ? failed("The tool gave no result")
          : new ContentPart.ToolResult(call.id(), text, false);
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "The tool '" + call.name() + "' threw", e);
      return failed(errorText(e));
    } catch (Throwable thrown) { // foreign code: an error of it may not keep the call from ending
      LOG.log(Level.WARNING, "The tool '" + call.name() + "' threw", thrown);
      return failed("The tool failed");
    } finally {
      synchronized (this) {
        thread = null;
        returned = true;
        if (interrupted) {
          Thread.interrupted(); // a cancel's interrupt ends here, and only a cancel's
        }
      }
    }
  }

  private String errorText(Exception thrown) {
    try {
      String text = settings.errorText().apply(thrown);
      return text == null || text.isBlank() ? "The tool failed" : text;
    } catch (Throwable again) { // foreign code as well
      LOG.log(Level.WARNING, "The error text of the tool '" + call.name() + "' threw", again);
      return "The tool failed";
    }
  }

  /** On the clock's thread: what takes time goes elsewhere, but the function stops at once. */
  private void timeIsOver() {
    if (interrupt()) {
      settings
          .runtime()
          .lateDelivery()
          .execute(
              () -> {
                cancelActions.forEach(this::act);
                onResult.accept(failed("The tool did not answer within " + inWords(timeout)));
              });
    }
  }

  private static String inWords(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private ContentPart.ToolResult failed(String text) {
    return new ContentPart.ToolResult(call.id(), text, true);
  }

  /** Interrupts the function where it runs, and keeps it from starting where it does not. */
  void cancel() {
    if (interrupt()) {
      cancelActions.forEach(this::act);
    }
  }

  /**
   * As {@link #cancel}, but for the actions, to which nothing is added from now on.
   *
   * @return whether that was news to it
   */
  private synchronized boolean interrupt() {
    if (cancelled || returned) {
      return false;
    }
    cancelled = true;
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
    return true;
  }

  private void act(Runnable action) {
    try {
      action.run();
    } catch (Throwable thrown) { // foreign code; the result is given up, whatever this does
      LOG.log(Level.WARNING, "The tool '" + call.name() + "' threw when it was to stop", thrown);
    }
  }
}
