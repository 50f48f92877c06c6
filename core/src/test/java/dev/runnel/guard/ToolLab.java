package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Tool;
import dev.runnel.tools.ToolFunction;
import dev.runnel.tools.ToolLoop;
import dev.runnel.tools.ToolRun;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A loop over a model in the test's hand, with threads and time in its hand too. */
final class ToolLab {
  // What is logged here is expected, and would fill the build's log with stack traces.
  private static final Logger QUIET = Logger.getLogger("dev.runnel");

  static {
    QUIET.setLevel(Level.OFF);
  }

  final HandMovedTime time = new HandMovedTime();
  final StepExecutor steps = new StepExecutor();
  final StepExecutor aborts = new StepExecutor();
  final StepExecutor functions = new StepExecutor();
  final ModelDriver model = new ModelDriver();
  final CallRuntime runtime;
  final ChatClient client;
  private UnaryOperator<ToolLoop.Builder> settings = builder -> builder;
  private final java.util.Map<Tool, ToolFunction> tools = new java.util.LinkedHashMap<>();

  ToolLab(boolean direct) {
    CallRuntime.Builder builder =
        CallRuntime.builder().timekeeper(time).aborter(aborts).lateDelivery(steps);
    runtime = (direct ? builder.direct() : builder.executor(steps)).build();
    client = Guard.guard(model, "acme", "acme-eu", GuardSettings.DEFAULT, runtime);
  }

  static ToolLab stepwise() {
    return new ToolLab(false);
  }

  ToolLab playing(Script... rounds) {
    model.playing(rounds);
    return this;
  }

  ToolLab tool(String name, ToolFunction function) {
    tools.put(new Tool(name, "", "{}"), function);
    return this;
  }

  ToolLab with(UnaryOperator<ToolLoop.Builder> more) {
    settings = more;
    return this;
  }

  ToolLoop loop() {
    return loop(ToolLoop.over(client));
  }

  ToolLoop loop(ToolLoop.Builder builder) {
    tools.forEach(builder::tool);
    return settings.apply(builder.runtime(runtime).executor(functions)).build();
  }

  ToolRun call() {
    return loop().call(ChatRequest.of("Hello"));
  }

  /** A call that streams to a sink, as far as it goes by itself. */
  ToolRun stream(RecordingSink sink) {
    return stream(call(), sink);
  }

  ToolRun stream(ToolRun call, RecordingSink sink) {
    call.stream(sink);
    settle();
    return call;
  }

  /** Lets everything happen that waits for a thread, functions included. */
  void settle() {
    for (int rounds = 0; queued() > 0; rounds++) {
      assertThat(rounds).as("rounds").isLessThan(10_000);
      settleButFunctions();
      functions.runAll();
    }
  }

  /** Lets everything happen that waits for a thread, but no function. */
  void settleButFunctions() {
    while (steps.queued() + aborts.queued() > 0) {
      aborts.runAll();
      steps.runAll();
    }
  }

  private int queued() {
    return steps.queued() + aborts.queued() + functions.queued();
  }

  void pass(Duration duration) {
    time.advance(duration);
    settleButFunctions();
  }

  /** The outcome in words; it must have come. */
  String words(ToolRun call) {
    return Words.of(outcome(call));
  }

  Outcome outcome(ToolRun call) {
    settle();
    assertThat(call.outcome().toCompletableFuture()).as("outcome").isCompleted();
    assertThat(time.waiting()).as("timers left").isZero();
    return call.outcome().toCompletableFuture().join();
  }
}
