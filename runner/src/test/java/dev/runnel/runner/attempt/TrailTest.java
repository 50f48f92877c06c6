package dev.runnel.runner.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.CallReport;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailTest {
  private final List<String> heard = new ArrayList<>();
  private final RunnerObserver observer =
      new RunnerObserver() {
        @Override
        public void onRouted(RunnerCall call) {
          heard.add("routed");
        }

        @Override
        public void onEnd(RunnerCall call, Outcome outcome) {
          heard.add("end");
        }
      };
  private final RunnerCall call =
      (RunnerCall)
          Proxy.newProxyInstance(
              TrailTest.class.getClassLoader(),
              new Class<?>[] {RunnerCall.class},
              (proxy, method, arguments) -> null);
  private final Outcome cancelled =
      new Outcome.Cancelled(
          false, Usage.ABSENT, new CallReport("a", "a", Optional.empty(), List.of(), List.of()));

  private Trail trail() {
    Trail trail = new Trail(List.of(observer));
    trail.of(call);
    return trail;
  }

  @Test
  void whoHeardOfTheBeginningHearsOfTheEnd() {
    Trail trail = trail();
    trail.routed();
    trail.ended(call, cancelled);

    assertThat(heard).containsExactly("routed", "end");
  }

  @Test
  void aCallThatIsCancelledWhileItStartsIsNotBegunAfterItsEnd() {
    Trail trail = trail();
    trail.ended(call, cancelled);
    trail.routed();
    trail.tell();

    assertThat(heard).isEmpty();
  }
}
