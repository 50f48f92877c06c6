package dev.runnel.runner.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Usage;
import dev.runnel.runner.attempt.Admission.Permit;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.stage.HandMovedTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EndpointGateTest {
  private static final ChatRequest SMALL =
      ChatRequest.builder().user("x".repeat(24)).maxTokens(90).build(); // 4 + 6 + 90 = 100 tokens

  private final HandMovedTime time = new HandMovedTime();

  private EndpointGate gate(EndpointLimits limits) {
    return new EndpointGate("groq", limits, time, Runnable::run);
  }

  private static CompletableFuture<Permit> enter(EndpointGate gate) {
    return gate.enter(SMALL, Optional.empty());
  }

  private static CompletableFuture<Permit> enter(EndpointGate gate, Duration timeLeft) {
    return gate.enter(SMALL, Optional.of(timeLeft));
  }

  private static void end(CompletableFuture<Permit> entered) {
    entered.join().end(Usage.ABSENT, true);
  }

  private static ChatException refusal(CompletableFuture<Permit> entered) {
    assertThat(entered).isCompletedExceptionally();
    try {
      entered.join();
    } catch (CompletionException e) {
      return (ChatException) e.getCause();
    }
    throw new AssertionError("not refused");
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  @Nested
  class Concurrency {
    private final EndpointGate gate = gate(EndpointLimits.NONE.withConcurrency(2));

    @Test
    void asManyAsMayAreUnderWayAndTheOthersGetTheirTurnInTheOrderOfTheirArrival() {
      List<CompletableFuture<Permit>> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        calls.add(enter(gate));
      }

      assertThat(calls.stream().filter(CompletableFuture::isDone)).hasSize(2);
      for (int i = 0; i < 3; i++) {
        end(calls.get(i));
        assertThat(calls.get(i + 2)).isCompleted();
        assertThat(calls.stream().filter(CompletableFuture::isDone)).hasSize(i + 3);
      }
    }

    @Test
    void aPermitThatIsEndedTwiceCountsOnce() {
      CompletableFuture<Permit> first = enter(gate);
      enter(gate);
      CompletableFuture<Permit> third = enter(gate);
      CompletableFuture<Permit> fourth = enter(gate);

      end(first);
      end(first);

      assertThat(third).isCompleted();
      assertThat(fourth).isNotDone();
    }

    @Test
    void whoCancelsLeavesTheQueueAndTheNextMovesUp() {
      CompletableFuture<Permit> first = enter(gate);
      enter(gate);
      CompletableFuture<Permit> third = enter(gate, seconds(10));
      CompletableFuture<Permit> fourth = enter(gate);

      third.cancel(false);
      end(first);

      assertThat(fourth).isCompleted();
      assertThat(gate.load()).isEqualTo(new EndpointLoad("groq", 2, 0, 0, 0));
      assertThat(time.waiting()).isZero();
    }

    @Test
    void whoCancelsWhileThePermitIsOnItsWayGivesItBack() {
      Queue<Runnable> deliveries = new ArrayDeque<>();
      EndpointGate slow =
          new EndpointGate("groq", EndpointLimits.NONE.withConcurrency(1), time, deliveries::add);
      CompletableFuture<Permit> first = enter(slow);
      CompletableFuture<Permit> second = enter(slow);
      CompletableFuture<Permit> third = enter(slow);

      end(first);
      second.cancel(false);
      while (!deliveries.isEmpty()) {
        deliveries.remove().run();
      }

      assertThat(third).isCompleted();
      assertThat(slow.load()).isEqualTo(new EndpointLoad("groq", 1, 0, 0, 0));
    }

    @Test
    void noPermitIsLostWhereTheThreadsHaveEnded() {
      EndpointGate closing =
          new EndpointGate(
              "groq",
              EndpointLimits.NONE.withConcurrency(1),
              time,
              task -> {
                throw new RejectedExecutionException();
              });
      CompletableFuture<Permit> first = enter(closing);
      CompletableFuture<Permit> second = enter(closing);

      end(first);

      assertThat(second).isCompleted();
    }
  }

  @Nested
  class Minutes {
    @Test
    void requestsBeginNoOftenerThanTheyMayInAnyMinute() {
      EndpointGate gate = gate(EndpointLimits.NONE.withRequestsPerMinute(2));
      end(enter(gate));
      time.advance(seconds(40));
      end(enter(gate));
      CompletableFuture<Permit> third = enter(gate);
      CompletableFuture<Permit> fourth = enter(gate);

      time.advance(seconds(20).minusNanos(1));
      assertThat(third).isNotDone();
      time.advance(Duration.ofNanos(1));
      assertThat(third).isCompleted();
      time.advance(seconds(40).minusNanos(1));
      assertThat(fourth).isNotDone();
      time.advance(Duration.ofNanos(1));
      assertThat(fourth).isCompleted();
      assertThat(time.waiting()).isZero();
    }

    @Test
    void tokensAreTakenAsEstimatedAndCorrectedByWhatWasReported() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(250));
      CompletableFuture<Permit> first = enter(gate);
      enter(gate);
      CompletableFuture<Permit> third = enter(gate);
      assertThat(gate.load().tokens()).isEqualTo(200);
      assertThat(third).isNotDone();

      first.join().end(Usage.reported(10, 30), true);

      assertThat(third).isCompleted();
      assertThat(gate.load().tokens()).isEqualTo(240);
    }

    @Test
    void whatExceedsTheEstimateIsKeptInMind() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(250));
      CompletableFuture<Permit> first = enter(gate);
      time.advance(seconds(5));
      first.join().end(Usage.reported(10, 200), true);
      CompletableFuture<Permit> second = enter(gate);

      time.advance(seconds(55).minusNanos(1));
      assertThat(second).isNotDone();
      time.advance(Duration.ofNanos(1));
      assertThat(second).isCompleted();
    }

    @Test
    void anAnswerThatNeverBeganCostsItsQuestionOnly() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(250));
      CompletableFuture<Permit> first = enter(gate);

      first.join().end(Usage.ABSENT, false);

      assertThat(gate.load().tokens()).isEqualTo(10);
    }

    @Test
    void whereNobodyBoundsTheAnswerItIsTakenForAsLongAsTheLatestOnes() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(1_000_000));
      ChatRequest unbounded = ChatRequest.of("x".repeat(24));
      for (int i = 0; i < 100; i++) {
        gate.enter(unbounded, Optional.empty()).join().end(Usage.reported(10, 40), true);
      }
      time.advance(seconds(60));

      gate.enter(unbounded, Optional.empty());

      assertThat(gate.load().tokens()).isEqualTo(50);
    }

    @Test
    void aRequestAboveTheWholeLimitHasItsTurnWhenNothingElseIsTaken() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(50));
      assertThat(enter(gate)).isCompleted();
      CompletableFuture<Permit> second = enter(gate);

      time.advance(seconds(60).minusNanos(1));
      assertThat(second).isNotDone();
      time.advance(Duration.ofNanos(1));
      assertThat(second).isCompleted();
    }

    @Test
    void aSmallOneDoesNotOvertakeALargeOne() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(150));
      enter(gate);
      ChatRequest tiny = ChatRequest.builder().user("x").maxTokens(1).build();
      CompletableFuture<Permit> large = enter(gate);
      CompletableFuture<Permit> small = gate.enter(tiny, Optional.empty());

      assertThat(large).isNotDone();
      assertThat(small).isNotDone();
      time.advance(seconds(60));
      assertThat(large).isCompleted();
      assertThat(small).isCompleted();
    }

    @Test
    void whereTheLargeOneGivesUpTheSmallOneHasRoomAtOnce() {
      EndpointGate gate = gate(EndpointLimits.NONE.withTokensPerMinute(150));
      enter(gate);
      ChatRequest tiny = ChatRequest.builder().user("x").maxTokens(1).build();
      CompletableFuture<Permit> large = enter(gate);
      CompletableFuture<Permit> small = gate.enter(tiny, Optional.empty());

      large.cancel(false);

      assertThat(small).isCompleted();
      assertThat(time.waiting()).isZero();
    }
  }

  @Nested
  class Refusals {
    @Test
    void aFullQueueRefusesAtOnceAndSaysWhichLimitAndWhatToDo() {
      EndpointGate gate = gate(EndpointLimits.NONE.withConcurrency(1).withQueue(2));
      enter(gate);
      enter(gate);
      enter(gate);

      ChatException refusal = refusal(enter(gate));

      assertThat(refusal)
          .hasMessage("No room at 'groq': 1 of 1 calls are under way, and 2 of 2 calls wait");
      assertThat(refusal.nextStep())
          .contains(
              "Ask again when one of them has ended, ask another endpoint, or raise the limit"
                  + " 'concurrency' or 'queue' of 'groq'");
      assertThat(refusal.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(refusal.endpoint()).contains("groq");
      assertThat(refusal.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    }

    @Test
    void whereTimeMakesRoomItSaysWhen() {
      EndpointGate gate = gate(EndpointLimits.NONE.withRequestsPerMinute(1).withQueue(0));
      enter(gate);
      time.advance(seconds(50).minusMillis(1));

      ChatException refusal = refusal(enter(gate));

      assertThat(refusal)
          .hasMessage(
              "No room at 'groq': 1 of 1 requests were sent within a minute, and none may wait");
      assertThat(refusal.nextStep())
          .contains(
              "Ask again in 11 s, ask another endpoint, or raise the limit 'requests-per-minute' or"
                  + " 'queue' of 'groq'");
      assertThat(refusal.retry().after()).contains(Duration.ofMillis(10_001));
    }

    @Test
    void aWaitThatIsKnownToBeTooLongIsRefusedAtOnce() {
      EndpointGate gate = gate(EndpointLimits.NONE.withRequestsPerMinute(1));
      enter(gate);
      enter(gate);

      ChatException refusal = refusal(enter(gate, seconds(90)));

      assertThat(refusal)
          .hasMessage(
              "No room at 'groq': 1 of 1 requests were sent within a minute; this call's turn is in"
                  + " 120 s, and it may wait 90 s");
      assertThat(enter(gate, seconds(120))).isNotDone();
    }

    @Test
    void whoHasWaitedAsLongAsItMayIsRefused() {
      EndpointGate gate = gate(EndpointLimits.NONE.withConcurrency(1).withPatience(seconds(5)));
      CompletableFuture<Permit> first = enter(gate);
      enter(gate);
      CompletableFuture<Permit> third = enter(gate, seconds(3));

      time.advance(seconds(3));

      assertThat(refusal(third))
          .hasMessage(
              "No room at 'groq': 1 of 1 calls are under way; this call waited 3 s, and 1 was"
                  + " before it");
      time.advance(seconds(2));
      assertThat(gate.load()).isEqualTo(new EndpointLoad("groq", 1, 0, 0, 0));
      assertThat(time.waiting()).isZero();
      end(first);
      assertThat(gate.load()).isEqualTo(new EndpointLoad("groq", 0, 0, 0, 0));
    }

    @Test
    void whoHasNoTimeLeftIsRefusedWhereItWouldWait() {
      EndpointGate gate = gate(EndpointLimits.NONE.withConcurrency(1));

      assertThat(enter(gate, Duration.ZERO)).isCompleted();
      CompletableFuture<Permit> second = enter(gate, Duration.ZERO);
      time.advance(Duration.ZERO);

      assertThat(second).isCompletedExceptionally();
    }

    @Test
    void theTurnThatComesWithTheLastMomentIsTaken() {
      EndpointGate gate = gate(EndpointLimits.NONE.withRequestsPerMinute(1));
      enter(gate);
      CompletableFuture<Permit> second = enter(gate, seconds(60));

      time.advance(seconds(60));

      assertThat(second).isCompleted();
    }
  }

  @Test
  void withoutLimitsNobodyWaits() {
    EndpointGate gate = gate(EndpointLimits.NONE);
    for (int i = 0; i < 5_000; i++) {
      assertThat(enter(gate)).isCompleted();
    }
    assertThat(gate.load()).isEqualTo(new EndpointLoad("groq", 5_000, 0, 0, 0));
  }

  @Test
  void aFutureThatIsCancelledAfterItsPermitChangesNothing() {
    EndpointGate gate = gate(EndpointLimits.NONE.withConcurrency(1));
    CompletableFuture<Permit> first = enter(gate);

    assertThat(first.cancel(false)).isFalse();

    assertThat(gate.load().underWay()).isOne();
  }
}
