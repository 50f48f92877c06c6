package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.policy.ModelPool.Strategy;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.stage.Patience;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolCallsTest {
  private static final ModelPool POOL = ModelPool.ordered("fast", "b/b-1", "a/a-1", "c/c-1");

  private final AttemptLab lab = new AttemptLab("a", "b", "c");

  @AfterEach
  void close() {
    lab.close();
  }

  private RunnerCall ask(Optional<String> conversation) {
    ChatRequest.Builder request = ChatRequest.builder().user("Hello").model("fast");
    conversation.ifPresent(request::conversationId);
    RunnerCall call = lab.runner().call(request.build());
    lab.stream(call);
    return call;
  }

  private RunnerCall ask() {
    return ask(Optional.empty());
  }

  /** Gives its first content after so long. */
  private Consumer<Asked> answeringAfter(long millis) {
    return asked -> lab.time.after(Duration.ofMillis(millis), () -> asked.answer("x"));
  }

  @Test
  void membersAreTriedInTheirOrderAndAskedForTheirModels() {
    lab.with(builder -> builder.pool(POOL));
    lab.service("b").does(failing(ErrorKind.QUOTA));
    lab.service("a").does(answering("a"));

    RunnerCall call = ask();

    assertThat(trail(call)).containsExactly("b FAILED", "a COMPLETED");
    assertThat(lab.service("a").lastAsked().request().model()).contains("a-1");
    assertThat(lab.service("c").asked()).isEmpty();
  }

  @Test
  void leastBusyIsWhoHasNothingUnderWay() {
    lab.with(builder -> builder.pool(POOL.withStrategy(Strategy.LEAST_BUSY)));
    lab.services.values().forEach(one -> one.does(silent()));

    ask();
    ask();
    RunnerCall third = ask();
    assertThat(lab.services.values()).allMatch(one -> one.asked().size() == 1);
    third.cancel();
    Patience.until(
        "it is not under way any more",
        () -> lab.runner().load().stream().mapToInt(EndpointLoad::underWay).sum() == 2);
    ask();

    assertThat(lab.service("c").asked()).hasSize(2);
  }

  @Test
  void theFastestIsAskedOnceItIsKnown() {
    lab.with(builder -> builder.pool(POOL.withStrategy(Strategy.FASTEST)));
    lab.service("b").does(answeringAfter(300));
    lab.service("a").does(answeringAfter(200));
    lab.service("c").does(answeringAfter(100));

    for (int i = 0; i < 5; i++) {
      ask();
      lab.pass(300);
    }

    assertThat(lab.service("b").asked()).hasSize(1);
    assertThat(lab.service("a").asked()).hasSize(1);
    assertThat(lab.service("c").asked()).hasSize(3);
  }

  @Test
  void whoFailsAtOnceIsNotTakenForTheFastest() {
    lab.with(builder -> builder.pool(POOL.withStrategy(Strategy.FASTEST)));
    lab.service("b").does(failing(ErrorKind.QUOTA));
    lab.service("a").does(answeringAfter(200));
    lab.service("c").does(answeringAfter(100));

    for (int i = 0; i < 4; i++) {
      ask();
      lab.pass(300);
    }

    assertThat(lab.service("b").asked()).hasSize(1);
  }

  @Test
  void aConversationStaysWithWhoServedIt() {
    lab.with(builder -> builder.pool(POOL.withSticky(true)));
    lab.service("b").does(failing(ErrorKind.QUOTA), answering("b"));
    lab.service("a").does(answering("a"));

    ask(Optional.of("one"));
    lab.pass(3_600_000); // long after it recovered
    ask(Optional.of("one"));
    ask(Optional.of("other"));

    assertThat(lab.service("a").asked()).hasSize(2);
    assertThat(lab.service("b").asked()).hasSize(2);
  }

  @Test
  void aSecondMemberIsAskedWhereTheFirstIsSlow() {
    lab.with(builder -> builder.pool(POOL.withHedgeAfter(Duration.ofMillis(100))));
    lab.service("b").does(silent());
    lab.service("a").does(answering("a"));

    RunnerCall call = ask();
    lab.pass(100);

    assertThat(trail(call)).containsExactlyInAnyOrder("b OVERTAKEN", "a COMPLETED");
    lab.service("b").lastAsked().awaitAborted();
  }

  @Test
  void theDefaultModelMayBeAPool() {
    lab.with(builder -> builder.pool(POOL).defaultModel("fast"));
    lab.service("b").does(answering("b"));

    lab.stream(lab.call());

    assertThat(lab.service("b").asked()).hasSize(1);
  }
}
