package dev.runnel.runner.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runnel.discovery.Providers;
import dev.runnel.runner.Cast;
import dev.runnel.runner.Runner;
import dev.runnel.runner.health.LatelyUsed;
import dev.runnel.runner.limit.UnderWay;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.policy.ModelPool.Member;
import dev.runnel.runner.policy.ModelPool.Strategy;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.stage.HandMovedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolOrderTest {
  private static final List<Member> MEMBERS =
      List.of(new Member("aunt/a", 1), new Member("aunt/b", 3), new Member("aunt/c", 6));

  private final HandMovedTime time = new HandMovedTime();
  private final UnderWay underWay = new UnderWay();
  private final Latencies latencies = new Latencies(time);
  private final Conversations conversations = new Conversations();
  private final PoolOrder order =
      new PoolOrder(underWay, latencies, conversations, new SplittableRandom(4711));

  private List<Candidate> candidates = List.of();

  @BeforeEach
  void haveCandidates(@TempDir Path folder) {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class);
        Runner runner = Runner.builder().providers(providers).environment(Map.of()).build()) {
      Endpoint aunt = runner.endpoints().get(0);
      candidates =
          List.of(
              new Candidate(aunt, Optional.of("a")),
              new Candidate(aunt, Optional.of("b")),
              new Candidate(aunt, Optional.of("c")));
    }
  }

  private static ModelPool pool(Strategy strategy) {
    return new ModelPool("fast", MEMBERS, strategy, false, Optional.empty());
  }

  private List<String> order(ModelPool pool) {
    return order(pool, Optional.empty());
  }

  private List<String> order(ModelPool pool, Optional<String> conversation) {
    return order.order(pool, candidates, conversation).stream().map(Candidate::toString).toList();
  }

  private void took(String target, long millis) {
    latencies.measured(target, Duration.ofMillis(millis));
  }

  @Test
  void orderedIsAsWritten() {
    assertThat(order(pool(Strategy.ORDERED))).containsExactly("aunt/a", "aunt/b", "aunt/c");
  }

  @Test
  void weightedIsByChanceAsOftenAsTheWeightsSay() {
    Map<String, Integer> first = new HashMap<>();
    int second = 0;
    int calls = 20_000;
    for (int i = 0; i < calls; i++) {
      List<String> ordered = order(pool(Strategy.WEIGHTED));
      first.merge(ordered.get(0), 1, Integer::sum);
      second += ordered.get(0).equals("aunt/c") && ordered.get(1).equals("aunt/b") ? 1 : 0;
    }

    assertThat(first.get("aunt/a") / (double) calls).isCloseTo(0.1, within(0.02));
    assertThat(first.get("aunt/b") / (double) calls).isCloseTo(0.3, within(0.02));
    assertThat(first.get("aunt/c") / (double) calls).isCloseTo(0.6, within(0.02));
    // Where the heaviest is first, the next is by the weights of the rest.
    assertThat(second / (double) first.get("aunt/c")).isCloseTo(0.75, within(0.02));
  }

  @Test
  void leastBusyIsWhoHasFewestUnderWayForItsWeight() {
    assertThat(order(pool(Strategy.LEAST_BUSY))).containsExactly("aunt/a", "aunt/b", "aunt/c");
    Runnable over = underWay.began("aunt/a");
    underWay.began("aunt/b");
    underWay.began("aunt/b");
    underWay.began("aunt/c");

    assertThat(order(pool(Strategy.LEAST_BUSY))).containsExactly("aunt/c", "aunt/b", "aunt/a");
    over.run();
    over.run(); // a second time it counts for nothing
    assertThat(order(pool(Strategy.LEAST_BUSY))).containsExactly("aunt/a", "aunt/c", "aunt/b");
  }

  @Test
  void fastestIsWhoGaveItsFirstContentSoonest() {
    took("aunt/a", 300);
    took("aunt/b", 100);
    took("aunt/c", 200);

    assertThat(order(pool(Strategy.FASTEST))).containsExactly("aunt/b", "aunt/c", "aunt/a");
  }

  @Test
  void whoWasNeverMeasuredIsFoundOutByOneCallEach() {
    took("aunt/a", 300);

    List<String> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(order(pool(Strategy.FASTEST)).get(0));
    }

    assertThat(first).containsExactly("aunt/b", "aunt/c", "aunt/a", "aunt/a");
  }

  @Test
  void aSlowOneIsTriedAgainNowAndThenByOneCallAndRecovers() {
    took("aunt/a", 100);
    took("aunt/b", 800);
    took("aunt/c", 100_000);
    int tries = 0;
    for (int second = 0; second < 600; second++) {
      time.advance(Duration.ofSeconds(1));
      if (order(pool(Strategy.FASTEST)).get(0).equals("aunt/b")) {
        tries++;
        assertThat(order(pool(Strategy.FASTEST)).get(0)).as("the next one").isEqualTo("aunt/a");
        took("aunt/b", 800);
      }
      took("aunt/a", 100);
    }
    assertThat(tries).isBetween(3, 12);

    for (int second = 0; second < 1_000; second++) {
      time.advance(Duration.ofSeconds(1));
      String first = order(pool(Strategy.FASTEST)).get(0);
      took(first, first.equals("aunt/b") ? 10 : 100);
    }
    assertThat(order(pool(Strategy.FASTEST)).get(0)).isEqualTo("aunt/b");
  }

  @Test
  void whoFailsAtOnceIsNotTheFastest() {
    took("aunt/a", 300);
    took("aunt/c", 400);
    latencies.failed("aunt/b", Duration.ofMillis(2));

    assertThat(order(pool(Strategy.FASTEST))).containsExactly("aunt/a", "aunt/c", "aunt/b");
  }

  @Test
  void aTryThatShowedNothingIsMadeAgain() {
    took("aunt/a", 300);
    took("aunt/c", 400);
    assertThat(order(pool(Strategy.FASTEST)).get(0)).isEqualTo("aunt/b");
    assertThat(order(pool(Strategy.FASTEST)).get(0)).isEqualTo("aunt/a");

    time.advance(Duration.ofSeconds(30));

    assertThat(order(pool(Strategy.FASTEST)).get(0)).isEqualTo("aunt/b");
  }

  @Test
  void aConversationStaysWithWhoServedItLast() {
    ModelPool sticky = pool(Strategy.ORDERED).withSticky(true);
    conversations.served("fast", "c-1", "aunt/b");

    assertThat(order(sticky, Optional.of("c-1"))).containsExactly("aunt/b", "aunt/a", "aunt/c");
    assertThat(order(sticky, Optional.of("c-2"))).containsExactly("aunt/a", "aunt/b", "aunt/c");
    assertThat(order(sticky)).containsExactly("aunt/a", "aunt/b", "aunt/c");
    assertThat(order(pool(Strategy.ORDERED), Optional.of("c-1")))
        .containsExactly("aunt/a", "aunt/b", "aunt/c");
  }

  @Test
  void whoServedItAndDoesNotFitAnyMoreIsNotMissed() {
    conversations.served("fast", "c-1", "aunt/z");

    assertThat(order(pool(Strategy.ORDERED).withSticky(true), Optional.of("c-1")))
        .containsExactly("aunt/a", "aunt/b", "aunt/c");
  }

  @Test
  void byChanceAConversationFallsToTheSameMemberInEveryProcess() {
    ModelPool sticky = pool(Strategy.WEIGHTED).withSticky(true);
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      Optional<String> conversation = Optional.of("conversation-" + i);
      List<String> once = order(sticky, conversation);
      assertThat(order(sticky, conversation)).isEqualTo(once);
      first.merge(once.get(0), 1, Integer::sum);
    }

    assertThat(first.get("aunt/a") / 5_000.0).isCloseTo(0.1, within(0.03));
    assertThat(first.get("aunt/c") / 5_000.0).isCloseTo(0.6, within(0.03));
    assertThat(order(sticky, Optional.of("conversation-0")).get(0)).isEqualTo("aunt/c");
  }

  @Test
  void conversationsOfLongAgoAreForgotten() {
    for (int i = 0; i <= 10_000; i++) {
      conversations.served("fast", "c-" + i, "aunt/b");
    }
    assertThat(conversations.server("fast", "c-0")).isEmpty();
    assertThat(conversations.server("fast", "c-1")).contains("aunt/b");
  }

  @Test
  void whatIsAskedOutsideOfPoolsIsForgottenInTheEnd() {
    took("aunt/a", 10);
    for (int i = 0; i < LatelyUsed.MOST; i++) {
      took("aunt/made-up-" + i, 1);
    }
    assertThat(latencies.rank("aunt/a")).as("unknown").isZero();
  }
}
