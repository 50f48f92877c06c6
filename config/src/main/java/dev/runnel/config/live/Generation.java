package dev.runnel.config.live;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.config.settings.Settings;
import dev.runnel.runner.Runner;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A runner between two changes of its files. It is closed after its last call. */
final class Generation {
  private final Settings settings;
  private final Runner runner;
  private final Executor closing;
  private int calls;
  private boolean retired;

  /**
   * A generation without calls.
   *
   * @param closing where the runner is closed, since calls end on its own threads
   */
  Generation(Settings settings, Runner runner, Executor closing) {
    this.settings = settings;
    this.runner = runner;
    this.closing = closing;
  }

  Runner runner() {
    return runner;
  }

  Settings settings() {
    return settings;
  }

  /** A call, unless this is retired. */
  Optional<Call> call(ChatRequest request, Optional<String> endpoint) {
    synchronized (this) {
      if (retired) {
        return Optional.empty();
      }
      calls++;
    }
    try {
      Optional<String> named =
          endpoint.isEmpty() && request.model().isEmpty() ? settings.provider() : endpoint;
      Call call = runner.call(settings.fill(request), named);
      call.outcome().whenComplete((outcome, thrown) -> ended());
      return Optional.of(call);
    } catch (RuntimeException | Error e) {
      ended();
      throw e;
    }
  }

  /** Whether it has been retired and its last call has ended. */
  synchronized boolean isOver() {
    return retired && calls == 0;
  }

  /** Takes no more calls, and closes after the last one. */
  void retire() {
    boolean last;
    synchronized (this) {
      last = !retired && calls == 0;
      retired = true;
    }
    if (last) {
      closing.execute(runner::close);
    }
  }

  private void ended() {
    boolean last;
    synchronized (this) {
      calls--;
      last = retired && calls == 0;
    }
    if (last) {
      closing.execute(runner::close);
    }
  }
}
