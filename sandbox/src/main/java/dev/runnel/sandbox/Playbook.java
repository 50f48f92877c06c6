package dev.runnel.sandbox;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Script;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scripts that wait for their requests. Safe for use by any thread. */
final class Playbook implements Scripts {

  private final Deque<Script> next = new ArrayDeque<>();
  private final Deque<Script> nextOther = new ArrayDeque<>();
  private @Nullable Function<ReceivedRequest, Script> always;

  @Override
  public synchronized void next(Script... scripts) {
    next.addAll(List.of(scripts));
  }

  @Override
  public synchronized void nextOther(Script... scripts) {
    nextOther.addAll(List.of(scripts));
  }

  @Override
  public synchronized void answering(Function<ReceivedRequest, Script> scripts) {
    always = scripts;
  }

  @Override
  public synchronized void asUsual() {
    next.clear();
    nextOther.clear();
    always = null;
  }

  synchronized Optional<Script> takeNext() {
    return Optional.ofNullable(next.poll());
  }

  synchronized Optional<Script> takeNextOther() {
    return Optional.ofNullable(nextOther.poll());
  }

  Optional<Script> always(ReceivedRequest request) {
    Function<ReceivedRequest, Script> scripts;
    synchronized (this) {
      scripts = always;
    }
    return scripts == null ? Optional.empty() : Optional.of(scripts.apply(request));
  }
}
