package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Driver;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One guarded client over a driver in the test's hand, with threads and time in its hand too. */
final class Lab {
  // What the guard logs here is expected, and would fill the build's log with stack traces.
  private static final Logger QUIET = Logger.getLogger("dev.runnel.guard");

  static {
    QUIET.setLevel(Level.OFF);
  }

  final HandMovedTime time = new HandMovedTime();
  final StepExecutor steps = new StepExecutor();
  final StepExecutor aborts = new StepExecutor();
  final HandDriver driver = new HandDriver();
  final CallRuntime runtime;
  private ChatClient client;

  private Lab(boolean direct) {
    CallRuntime.Builder builder =
        CallRuntime.builder().timekeeper(time).aborter(aborts).lateDelivery(steps);
    runtime = (direct ? builder.direct() : builder.executor(steps)).build();
    client = Guard.guard(driver, "acme", "acme-eu", GuardSettings.DEFAULT, runtime);
  }

  /** Signals are delivered on a step executor: nothing happens until the test lets it. */
  static Lab stepwise() {
    return new Lab(false);
  }

  /** Signals are delivered on the thread that they arise on. */
  static Lab direct() {
    return new Lab(true);
  }

  Lab with(GuardSettings settings) {
    client = Guard.guard(driver, "acme", "acme-eu", settings, runtime);
    return this;
  }

  Lab playing(Script script) {
    driver.script = script;
    return this;
  }

  ChatClient client() {
    return client;
  }

  ChatClient over(Driver other) {
    return Guard.guard(other, "acme", "acme-eu", GuardSettings.DEFAULT, runtime);
  }

  Call call() {
    return client.call(ChatRequest.of("Hello"));
  }

  /** A call that streams to a sink, its driver started. */
  Call stream(RecordingSink sink) {
    Call call = call();
    call.stream(sink);
    settle();
    return call;
  }

  /** Lets everything happen that waits for a thread. */
  void settle() {
    for (int rounds = 0; steps.queued() + aborts.queued() > 0; rounds++) {
      assertThat(rounds).as("rounds").isLessThan(1_000);
      aborts.runAll();
      steps.runAll();
    }
  }

  void pass(Duration duration) {
    time.advance(duration);
    settle();
  }

  /** The outcome, which must have come. */
  Outcome outcome(Call call) {
    settle();
    assertThat(call.outcome().toCompletableFuture()).as("outcome").isCompleted();
    return call.outcome().toCompletableFuture().join();
  }

  boolean hasEnded(Call call) {
    settle();
    return call.outcome().toCompletableFuture().isDone();
  }
}
