package dev.runnel.runner.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Usage;
import dev.runnel.runner.attempt.Admission.Permit;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.stage.HandMovedTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever arrives, ends, gives up and waits in whatever order: a gate keeps its promises. */
class EndpointGatePropertyTest {
  private static final long MINUTE = 60_000;

  /** What happens next; the number chooses among the calls, or says how long or how much. */
  private enum Kind {
    ENTER,
    ENTER_WITH_LITTLE_TIME,
    END,
    CANCEL,
    DELIVER,
    WAIT
  }

  private record Move(Kind kind, int number) {}

  private record Admission(int call, long at) {}

  @Provide
  Arbitrary<List<Move>> moves() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(Kind.ENTER)),
            Tuple.of(2, Arbitraries.just(Kind.ENTER_WITH_LITTLE_TIME)),
            Tuple.of(4, Arbitraries.just(Kind.END)),
            Tuple.of(1, Arbitraries.just(Kind.CANCEL)),
            Tuple.of(4, Arbitraries.just(Kind.DELIVER)),
            Tuple.of(3, Arbitraries.just(Kind.WAIT)));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 400))
        .as(Move::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<EndpointLimits> limits() {
    Arbitrary<OptionalInt> few = optional(1, 6);
    Arbitrary<OptionalInt> tokens = optional(50, 1_000);
    Arbitrary<Optional<Duration>> patience =
        Arbitraries.integers().between(1, 100_000).map(Duration::ofMillis).optional(0.3);
    return Combinators.combine(few, few, tokens, Arbitraries.integers().between(0, 12), patience)
        .as(EndpointLimits::new);
  }

  private static Arbitrary<OptionalInt> optional(int min, int max) {
    return Arbitraries.integers()
        .between(min, max)
        .optional(0.6)
        .map(value -> value.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  @Property(tries = 1_500)
  void aGateKeepsItsPromises(
      @ForAll("limits") EndpointLimits limits, @ForAll("moves") List<Move> moves) {
    World world = new World(limits);
    for (Move move : moves) {
      world.make(move);
      world.check();
    }
    world.letEverybodyFinish();
    world.checkTheWhole();
  }

  /** A gate, its callers, and what they saw. */
  private static final class World {
    private final EndpointLimits limits;
    private final HandMovedTime time = new HandMovedTime();
    private final Queue<Runnable> deliveries = new ArrayDeque<>();
    private final EndpointGate gate;
    private final List<CompletableFuture<Permit>> calls = new ArrayList<>();
    private final List<Permit> underWay = new ArrayList<>();
    private final List<Admission> admissions = new ArrayList<>();

    World(EndpointLimits limits) {
      this.limits = limits;
      gate = new EndpointGate("groq", limits, time, deliveries::add);
    }

    void make(Move move) {
      switch (move.kind()) {
        case ENTER -> enter(move.number(), Optional.empty());
        case ENTER_WITH_LITTLE_TIME ->
            enter(move.number(), Optional.of(Duration.ofMillis(move.number() * 50L)));
        case END -> {
          if (!underWay.isEmpty()) {
            end(underWay.remove(move.number() % underWay.size()), move.number());
          }
        }
        case CANCEL -> {
          if (!calls.isEmpty()) {
            calls.get(move.number() % calls.size()).cancel(false);
          }
        }
        case DELIVER -> deliver();
        case WAIT -> time.advance(Duration.ofMillis(move.number() * 100L));
      }
    }

    private void enter(int tokens, Optional<Duration> timeLeft) {
      deliver(); // a permit that is on its way was given before, though its news comes later
      ChatRequest request = ChatRequest.builder().user("xxxx").maxTokens(tokens + 1).build();
      CompletableFuture<Permit> call = gate.enter(request, timeLeft);
      int number = calls.size();
      calls.add(call);
      call.thenAccept(
          permit -> {
            admissions.add(new Admission(number, time.millis()));
            underWay.add(permit);
          });
    }

    private static void end(Permit permit, int number) {
      Usage usage = number % 3 == 0 ? Usage.ABSENT : Usage.reported(5, number % 200);
      permit.end(usage, number % 7 != 0);
      permit.end(usage, true); // a second end counts for nothing
    }

    private void deliver() {
      while (!deliveries.isEmpty()) {
        deliveries.remove().run();
      }
    }

    void check() {
      EndpointLoad load = gate.load();
      assertThat(load.underWay())
          .as("under way: as many as have permits, or are about to get one")
          .isBetween(underWay.size(), underWay.size() + deliveries.size())
          .isLessThanOrEqualTo(limits.concurrency().orElse(Integer.MAX_VALUE));
      assertThat(load.waiting()).isLessThanOrEqualTo(limits.queue());
      assertThat(load.requests())
          .isLessThanOrEqualTo(limits.requestsPerMinute().orElse(Integer.MAX_VALUE));
      if (limits.tokensPerMinute().isEmpty() && load.waiting() > 0) {
        boolean full =
            load.underWay() == limits.concurrency().orElse(-1)
                || load.requests() == limits.requestsPerMinute().orElse(-1);
        assertThat(full).as("nobody waits for nothing: %s", load).isTrue();
      }
    }

    void letEverybodyFinish() {
      for (int round = 0; round <= calls.size(); round++) {
        deliver();
        List<Permit> all = List.copyOf(underWay);
        underWay.clear();
        all.forEach(permit -> end(permit, 1));
        deliver();
        time.advance(Duration.ofMillis(MINUTE));
      }
    }

    void checkTheWhole() {
      assertThat(calls).as("nobody starves").allMatch(CompletableFuture::isDone);
      assertThat(gate.load())
          .as("no permit is lost")
          .isEqualTo(new EndpointLoad("groq", 0, 0, 0, 0));
      assertThat(time.waiting()).as("no timer is left").isZero();
      assertThat(deliveries).isEmpty();
      List<Integer> order = admissions.stream().map(Admission::call).toList();
      List<Integer> arrival = new ArrayList<>(order);
      Collections.sort(arrival);
      assertThat(order).as("nobody overtakes").isEqualTo(arrival).doesNotHaveDuplicates();
    }
  }

  /** The amounts are what was estimated: nothing corrects them, so any minute can be added up. */
  @Property(tries = 500)
  void inNoMinuteIsMoreUsedThanTheLimit(
      @ForAll("gaps") List<Integer> gaps, @ForAll("limit") int limit) {
    HandMovedTime time = new HandMovedTime();
    EndpointGate gate =
        new EndpointGate(
            "groq", EndpointLimits.NONE.withTokensPerMinute(limit), time, Runnable::run);
    List<long[]> used = new ArrayList<>();
    for (int gap : gaps) {
      time.advance(Duration.ofMillis(gap * 100L));
      ChatRequest request = ChatRequest.builder().user("xxxx").maxTokens(1 + gap % 50).build();
      gate.enter(request, Optional.empty())
          .thenAccept(permit -> used.add(new long[] {time.millis(), 6 + gap % 50}));
    }
    time.advance(Duration.ofMinutes(gaps.size() + 1L));

    assertThat(used).hasSameSizeAs(gaps);
    for (long[] start : used) {
      long sum =
          used.stream()
              .filter(one -> one[0] >= start[0] && one[0] < start[0] + MINUTE)
              .mapToLong(one -> one[1])
              .sum();
      assertThat(sum).isLessThanOrEqualTo(limit);
    }
  }

  @Provide
  Arbitrary<List<Integer>> gaps() {
    return Arbitraries.integers().between(0, 300).list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Integer> limit() {
    return Arbitraries.integers().between(60, 300);
  }
}
