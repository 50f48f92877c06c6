package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import dev.runnel.tools.ToolInvocation;
import dev.runnel.tools.ToolRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Races between a model's rounds, the functions, cancel, clocks and demand, by an explicit
 * scheduler: a seed decides who moves next, also while consumer and functions are at work, and
 * every order must keep the contract of a call.
 */
class ToolLoopExplorationTest {
  private static final int SEEDS = 3_000;

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
  void theExplorationSeesEveryKindOfEndAndSeveralRounds() {
    Set<String> ends = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Exploration exploration = new Exploration(seed, false);
      exploration.run();
      ends.add(Words.of(exploration.sink.outcome) + " in " + exploration.round);
    }
    assertThat(ends)
        .contains(
            "Completed(STOP) in 1",
            "Completed(STOP) in 3",
            "Completed(LENGTH) in 2",
            "Incomplete(too many rounds) in 3",
            "Incomplete(ended early) in 2",
            "Incomplete(connection) in 2",
            "Incomplete(timeout: total) in 2",
            "Failed(consumer, delivered) in 2",
            "Failed(unavailable, delivered) in 3",
            "Cancelled in 1",
            "Cancelled(delivered) in 3");
  }

  /** One seed's run. */
  private static final class Exploration {
    private static final int ROUNDS = 3;

    final List<String> trail = new ArrayList<>();
    final RecordingSink sink;
    int round;
    private final Random random;
    private final ToolLab lab;
    private final ToolRun call;

    private final boolean consumerThrows;
    private final boolean cancels;
    private final boolean timePasses;
    private final long demandStep;

    // What the model has sent and the functions have given, as the signals it must become.
    private final List<String> sent = new ArrayList<>();
    private int toSend;
    private int callsOfRound;
    private int calls;
    private long usage;
    private boolean roundEnded;
    private int atWork;
    private int mostAtWork;
    private boolean cancelledInTime;
    private boolean cancelled;
    private boolean threw;
    private boolean timePassed;
    private int depth;

    Exploration(long seed, boolean direct) {
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      lab =
          new ToolLab(direct)
              .tool("f", this::function)
              .with(builder -> builder.maxRounds(ROUNDS).parallel(2));
      consumerThrows = random.nextInt(10) == 0;
      cancels = random.nextInt(3) == 0;
      timePasses = random.nextInt(4) == 0;
      demandStep = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : Long.MAX_VALUE;
      sink = new RecordingSink(random.nextInt(4) == 0 ? 0 : demandStep);
      sink.then = this::consume;
      call = lab.call();
    }

    void run() {
      if (cancels && random.nextInt(20) == 0) {
        cancel();
      }
      call.stream(sink);
      for (int step = 0; step < 150 && !ended(); step++) {
        move();
      }
      wrapUp();
    }

    private boolean ended() {
      return call.outcome().toCompletableFuture().isDone();
    }

    private void move() {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> runATask();
        case 3, 4, 5 -> modelMoves();
        case 6 -> request();
        default -> {
          if (cancels && random.nextInt(12) == 0) {
            cancel();
          } else if (timePasses && random.nextInt(8) == 0) {
            trail.add("time");
            timePassed = true;
            lab.time.advanceToNext();
          }
        }
      }
    }

    private void runATask() {
      StepExecutor executor =
          switch (random.nextInt(4)) {
            case 0 -> lab.aborts;
            case 1 -> lab.functions;
            default -> lab.steps;
          };
      if (executor.queued() > 0) {
        trail.add("task");
        executor.run(random.nextInt(executor.queued()));
      }
    }

    private void modelMoves() {
      if (lab.model.requests.size() > round) {
        round++;
        toSend = random.nextInt(4);
        callsOfRound = 0;
        roundEnded = false;
        trail.add("round " + round);
      }
      if (round == 0 || roundEnded) {
        return;
      }
      Exchange exchange = lab.model.exchange();
      if (toSend > 0) {
        if (exchange.wantsMore()) {
          toSend--;
          if (random.nextBoolean()) {
            String text = "t" + sent.size() + " ";
            note("token " + text, exchange);
            exchange.token(text);
          } else {
            note("tool " + calls++ + " {}", exchange);
            exchange.toolCall(
                new ChatEvent.ToolCallDelta(
                    callsOfRound++, Optional.of("c" + calls), Optional.of("f"), "{}"));
          }
        }
        return;
      }
      roundEnded = true;
      int end = random.nextInt(12);
      trail.add("model's end " + end);
      switch (end) {
        case 0 -> exchange.endOfInput();
        case 1 -> exchange.fail(ChatException.of(ErrorKind.CONNECTION, "reset"));
        case 2 -> exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "down"));
        case 3 -> {
          exchange.finish(FinishReason.of(FinishReason.Kind.LENGTH, "length"));
          exchange.complete();
        }
        default -> {
          if (!exchange.isOver()) {
            usage++;
          }
          exchange.usage(Usage.reported(1, 0));
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        }
      }
    }

    private void note(String signal, Exchange exchange) {
      trail.add("model: " + signal);
      if (!exchange.isOver()) {
        sent.add(signal);
      }
    }

    private String function(ToolInvocation invocation) {
      atWork++;
      mostAtWork = Math.max(mostAtWork, atWork);
      trail.add("function " + invocation.callId());
      int moves = random.nextInt(4);
      depth++;
      for (int i = 0; i < moves && depth < 3; i++) {
        move();
      }
      depth--;
      atWork--;
      if (random.nextInt(4) == 0) {
        throw new IllegalStateException("failed " + invocation.callId());
      }
      return "gave " + invocation.callId();
    }

    private void request() {
      if (sink.call != null) {
        trail.add("request " + demandStep);
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
      if (depth < 2 && !signal.equals("end") && random.nextInt(3) == 0) {
        depth++;
        move();
        depth--;
      }
      if (consumerThrows && !signal.equals("end") && random.nextInt(5) == 0) {
        trail.add("  consumer throws");
        threw = true;
        throw new IllegalStateException("mine");
      }
    }

    /** Lets the call come to its end. */
    private void wrapUp() {
      for (int i = 0; i < 200 && !ended(); i++) {
        lab.settle();
        if (!ended()) {
          request();
          modelMoves();
        }
      }
      lab.settle();
      lab.time.advance(Timeouts.DEFAULT.total());
      lab.settle();
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
      assertThat(Thread.interrupted()).as("interrupt left").isFalse();
      assertThat(mostAtWork).isLessThanOrEqualTo(2);
      assertThat(lab.model.requests).hasSizeLessThanOrEqualTo(ROUNDS);
      assertThat(lab.model.exchanges).allMatch(Exchange::isOver);

      List<String> said =
          sink.signals.stream()
              .filter(signal -> signal.startsWith("token") || signal.startsWith("tool"))
              .toList();
      assertThat(said).as("in order, nothing lost between").isEqualTo(sent.subList(0, said.size()));
      List<String> results =
          sink.signals.stream().filter(signal -> signal.startsWith("result")).toList();
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i)).as("in the order of the calls").startsWith("result c" + (i + 1));
      }
      checkConversation();
      if (words.startsWith("Completed")) {
        assertThat(said).as("all that was sent").isEqualTo(sent);
        assertThat(outcome.usage().inputTokens().orElse(0)).isEqualTo(usage);
      }
      if (words.startsWith("Completed(STOP")) {
        assertThat(results).as("a result for each call").hasSize(calls);
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
    }

    /** Each message of the model that calls tools is followed by one with exactly their results. */
    private void checkConversation() {
      List<Message> conversation = call.conversation();
      for (int i = 1; i < conversation.size(); i++) {
        Message message = conversation.get(i);
        List<String> called = ids(message, ContentPart.ToolCall.class);
        List<String> answered =
            i + 1 < conversation.size()
                ? ids(conversation.get(i + 1), ContentPart.ToolResult.class)
                : List.of();
        if (message.role() == Role.ASSISTANT) {
          assertThat(answered).isEqualTo(called);
        }
      }
    }

    private static List<String> ids(Message message, Class<? extends ContentPart> kind) {
      return message.parts().stream()
          .filter(kind::isInstance)
          .map(
              part ->
                  part instanceof ContentPart.ToolCall called
                      ? called.id()
                      : ((ContentPart.ToolResult) part).callId())
          .toList();
    }
  }
}
