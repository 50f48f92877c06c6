package dev.runnel.guard;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes down every signal, and fails the test where two overlap or one follows the end. Its list
 * is guarded by nothing but the guard's own promise that signals happen one before the other.
 */
final class RecordingSink implements TokenSink {
  final List<String> signals = new ArrayList<>();
  final CountDownLatch started = new CountDownLatch(1);
  final CountDownLatch ended = new CountDownLatch(1);

  /** What the sink does with each signal after it wrote it down; may throw. */
  Consumer<String> then = signal -> {};

  private final long demand;
  private final StringBuilder text = new StringBuilder();
  private final AtomicInteger inside = new AtomicInteger();
  private final List<String> violations = new ArrayList<>();
  volatile Call call;
  volatile Outcome outcome;

  /** A sink that asks for everything. */
  RecordingSink() {
    this(Long.MAX_VALUE);
  }

  /**
   * A sink that asks at its start.
   *
   * @param demand for how many contents; 0: for none
   */
  RecordingSink(long demand) {
    this.demand = demand;
  }

  @Override
  public void onStart(Call started) {
    call = started;
    signal(
        "start",
        () -> {
          if (demand > 0) {
            started.request(demand);
          }
        });
    this.started.countDown();
  }

  @Override
  public void onToken(String token) {
    text.append(token);
    signal("token " + token, () -> {});
  }

  @Override
  public void onReasoning(String piece) {
    signal("reasoning " + piece, () -> {});
  }

  @Override
  public void onReasoningSignature(String signature) {
    signal("signature " + signature, () -> {});
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    signal("result " + result.callId() + " " + result.content(), () -> {});
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    signal("tool " + delta.index() + " " + delta.arguments(), () -> {});
  }

  @Override
  public void onUsage(Usage usage) {
    signal("usage " + usage.totalTokens().orElse(-1), () -> {});
  }

  @Override
  public void onEnd(Outcome result) {
    outcome = result;
    try {
      signal("end", () -> {});
    } finally {
      ended.countDown();
    }
  }

  private void signal(String signal, Runnable first) {
    if (inside.getAndIncrement() != 0) {
      violations.add(signal + " overlaps another signal");
    }
    if (!signals.isEmpty() && signals.get(signals.size() - 1).equals("end")) {
      violations.add(signal + " follows the end");
    }
    if (signals.isEmpty() != signal.equals("start")) {
      violations.add(signal + " after " + signals);
    }
    signals.add(signal);
    try {
      first.run();
      then.accept(signal);
    } finally {
      inside.decrementAndGet();
    }
  }

  String text() {
    return text.toString();
  }

  /** What the sink saw of the contract being broken; empty where all was well. */
  List<String> violations() {
    return violations;
  }
}
