package dev.runnel.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs queued tasks on the test's own thread, when and in whatever order the test says. */
final class StepExecutor implements Executor {
  private static final int MOST_STEPS = 100_000;

  private final List<Runnable> queued = new ArrayList<>();
  private boolean rejecting;

  @Override
  public void execute(Runnable task) {
    if (rejecting) {
      throw new RejectedExecutionException("shut down");
    }
    queued.add(task);
  }

  void reject() {
    rejecting = true;
  }

  int queued() {
    return queued.size();
  }

  /** Runs one of the queued tasks. */
  void run(int index) {
    queued.remove(index).run();
  }

  /** Runs what is queued, and what that queues, in order. */
  void runAll() {
    for (int steps = 0; !queued.isEmpty(); steps++) {
      if (steps > MOST_STEPS) {
        throw new AssertionError("The tasks never end");
      }
      run(0);
    }
  }
}
