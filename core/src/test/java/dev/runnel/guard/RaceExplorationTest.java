package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Races between content, end, cancel, clocks and demand, by an explicit scheduler: a seed decides
 * who moves next, also while the consumer's own code runs, and every order must keep the contract.
 */
class RaceExplorationTest {
  private static final int SEEDS = 4_000;

  @ParameterizedTest(name = "direct: {0}")
  @ValueSource(booleans = {false, true})
  void everyOrderKeepsTheContract(boolean direct) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Exploration exploration = new Exploration(seed, direct);
      try {
        exploration.run();
        exploration.check();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", direct " + direct + "\n" + String.join("\n", exploration.trail), e);
      }
    }
  }

  @Test
  void theExplorationSeesEveryKindOfEnd() {
    List<String> ends = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Exploration exploration = new Exploration(seed, false);
      exploration.run();
      ends.add(Words.of(exploration.sink.outcome));
    }
    assertThat(ends)
        .contains(
            "Completed(STOP)",
            "Completed(NOT_GIVEN)",
            "Incomplete(ended early)",
            "Incomplete(connection)",
            "Incomplete(timeout: idle)",
            "Incomplete(timeout: total)",
            "Failed(timeout: first content)",
            "Failed(consumer, delivered)",
            "Failed(unavailable, delivered)",
            "Cancelled",
            "Cancelled(delivered)");
  }

  /** One seed's run. */
  private static final class Exploration {
    final List<String> trail = new ArrayList<>();
    final RecordingSink sink;
    private final Random random;
    private final Lab lab;
    private final Call call;

    private final int tokens;
    private final boolean polite;
    private final int endKind;
    private final boolean consumerThrows;
    private final boolean cancels;
    private final boolean timePasses;
    private final long demandStep;

    private long requested;
    private int sent;
    private int taken;
    private boolean driverEnded;
    private boolean driverEndedFirst;
    private boolean finished;
    private boolean cancelled;
    private boolean cancelledInTime;
    private boolean threw;
    private boolean timePassed;
    private int depth;

    Exploration(long seed, boolean direct) {
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      lab = direct ? Lab.direct() : Lab.stepwise();
      tokens = random.nextInt(6);
      polite = random.nextInt(4) != 0;
      endKind = random.nextInt(6);
      consumerThrows = random.nextInt(8) == 0;
      cancels = random.nextInt(3) == 0;
      timePasses = random.nextInt(3) == 0;
      demandStep = random.nextInt(3) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(2);
      long first = random.nextInt(3) == 0 ? 0 : demandStep;
      requested = first;
      sink = new RecordingSink(first);
      sink.then = this::consume;
      call = lab.call();
    }

    void run() {
      if (cancels && random.nextInt(20) == 0) {
        cancel();
      }
      call.stream(sink);
      for (int step = 0; step < 60 && !ended(); step++) {
        move();
      }
      wrapUp();
    }

    private boolean ended() {
      return call.outcome().toCompletableFuture().isDone();
    }

    private void move() {
      switch (random.nextInt(6)) {
        case 0, 1 -> runATask();
        case 2, 3 -> driverMoves();
        case 4 -> request();
        default -> {
          if (cancels && random.nextInt(8) == 0) {
            cancel();
          } else if (timePasses && random.nextInt(4) == 0) {
            trail.add("time");
            timePassed = true;
            lab.time.advanceToNext();
          }
        }
      }
    }

    private void runATask() {
      StepExecutor executor = random.nextBoolean() ? lab.steps : lab.aborts;
      if (executor.queued() > 0) {
        trail.add("task");
        executor.run(random.nextInt(executor.queued()));
      }
    }

    private void driverMoves() {
      if (lab.driver.starts() == 0 || driverEnded) {
        return;
      }
      Exchange exchange = lab.driver.exchange();
      if (sent < tokens) {
        if (!polite || exchange.wantsMore()) {
          String text = sent++ + " ";
          trail.add("token " + text);
          boolean over = exchange.isOver();
          taken += over ? 0 : 1;
          exchange.token(text);
        }
        return;
      }
      driverEnded = endKind != 5 || exchange.isOver();
      driverEndedFirst = !exchange.isOver();
      trail.add("driver's end " + endKind);
      switch (endKind) {
        case 0 -> {
          finished = !exchange.isOver();
          exchange.finish(FinishReason.STOP);
          driverEndedFirst = !exchange.isOver();
          exchange.complete();
        }
        case 1 -> exchange.complete();
        case 2 -> exchange.endOfInput();
        case 3 -> exchange.fail(ChatException.of(ErrorKind.CONNECTION, "reset"));
        case 4 -> exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "down"));
        default -> {
          driverEndedFirst = false;
          driverEnded = true;
          if (random.nextBoolean()) {
            finished = !exchange.isOver();
            exchange.finish(FinishReason.STOP);
          }
        }
      }
    }

    private void request() {
      if (sink.call != null) {
        trail.add("request " + demandStep);
        requested = requested + demandStep < 0 ? Long.MAX_VALUE : requested + demandStep;
        call.request(demandStep);
      }
    }

    private void cancel() {
      trail.add("cancel");
      cancelledInTime |= !ended() && sink.outcome == null && !threw && !timePassed;
      cancelled = true;
      call.cancel();
    }

    private void consume(String signal) {
      trail.add("  consumer: " + signal);
      if (depth < 3 && !signal.equals("end") && random.nextInt(3) == 0) {
        depth++;
        move();
        depth--;
      }
      if (consumerThrows && !signal.equals("end") && random.nextInt(3) == 0) {
        trail.add("  consumer throws");
        threw = true;
        throw new IllegalStateException("mine");
      }
    }

    /** Lets the call come to its end. */
    private void wrapUp() {
      for (int i = 0; i < 100 && !ended(); i++) {
        lab.settle();
        if (!ended()) {
          request();
          driverMoves();
        }
        if (i > 20) {
          timePassed = true;
          lab.time.advanceToNext();
        }
      }
      lab.settle();
      lab.pass(Timeouts.DEFAULT.total());
    }

    void check() {
      Outcome outcome = sink.outcome;
      assertThat(outcome).as("end").isNotNull();
      String words = Words.of(outcome);
      trail.add(words);
      assertThat(sink.violations()).isEmpty();
      assertThat(sink.signals.stream().filter("end"::equals)).hasSize(1);
      assertThat(call.outcome().toCompletableFuture().join()).isSameAs(outcome);
      assertThat(lab.time.waiting()).as("timers left").isZero();

      int delivered = sink.signals.size() - 2;
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < delivered; i++) {
        expected.append(i).append(' ');
      }
      assertThat(sink.text()).as("in order, nothing lost between").isEqualTo(expected.toString());
      assertThat((long) delivered).as("delivered").isLessThanOrEqualTo(requested);
      if (words.startsWith("Completed") || words.startsWith("Incomplete(ended")) {
        assertThat(delivered).as("all that was sent").isEqualTo(taken);
      }
      if (words.startsWith("Completed")) {
        assertThat(driverEndedFirst || finished).as("evidence").isTrue();
      }
      if (words.contains("STOP")) {
        assertThat(finished).isTrue();
      }
      if (cancelledInTime) {
        assertThat(words).startsWith("Cancelled");
      }
      if (words.startsWith("Cancelled")) {
        assertThat(cancelled).isTrue();
      }
      if (words.contains("consumer")) {
        assertThat(threw).isTrue();
      }
      if (words.contains("timeout")) {
        assertThat(timePassed).isTrue();
      }
      int aborts = lab.driver.starts() == 0 || driverEndedFirst ? 0 : 1;
      assertThat(lab.driver.aborts).as("aborts").hasValue(aborts);
    }
  }
}
