package dev.runnel.runner.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks on the thread that hands them over, unless a test lets them wait, or refuses them. */
public final class HandExecutor implements Executor {
  private enum Mode {
    RUNS,
    HOLDS,
    REFUSES
  }

  private final List<Runnable> held = new ArrayList<>();
  private Mode mode = Mode.RUNS;

  public synchronized void hold() {
    mode = Mode.HOLDS;
  }

  public synchronized void refuse() {
    mode = Mode.REFUSES;
  }

  /** Runs tasks at once, those that were held first. */
  public void goOn() {
    synchronized (this) {
      mode = Mode.RUNS;
    }
    while (runLast()) {}
  }

  /** Runs the task that was held last, if there is one. */
  public boolean runLast() {
    Runnable last;
    synchronized (this) {
      if (held.isEmpty()) {
        return false;
      }
      last = held.remove(held.size() - 1);
    }
    last.run();
    return true;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (mode == Mode.REFUSES) {
        throw new RejectedExecutionException("full");
      }
      if (mode == Mode.HOLDS) {
        held.add(task);
        return;
      }
    }
    task.run();
  }
}
