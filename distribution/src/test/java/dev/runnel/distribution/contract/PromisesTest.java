package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.runnel.distribution.contract.Promise.Deed;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@link Promises}, through every driver, on every view. */
@Execution(ExecutionMode.CONCURRENT)
class PromisesTest {
  private enum Shown {
    SINK(OnSink::start),
    PUBLISHER(OnPublisher::start),
    SHELL(OnShell::start),
    SHELL_AS_JSON(OnShell::startJson);

    private final Listening.View view;

    Shown(Listening.View view) {
      this.view = view;
    }

    @Override
    public String toString() {
      return this == SHELL_AS_JSON ? "shell --json" : name().toLowerCase(Locale.ROOT);
    }
  }

  record Case(Promise promise, Upstream upstream, Shown shown) {
    @Override
    public String toString() {
      return promise.row() + " · " + upstream + " · " + shown;
    }
  }

  /** One for each test that runs at the same time. */
  private static final Queue<Setting> FREE = new ConcurrentLinkedQueue<>();

  @AfterAll
  static void close() {
    FREE.forEach(Setting::close);
    FREE.clear();
  }

  static Stream<Case> cases() {
    return Promises.all()
        .flatMap(
            promise ->
                Stream.of(Upstream.values())
                    .flatMap(
                        upstream ->
                            // What cannot happen is told once, with its reason.
                            (promise.whyNotFor(upstream).isPresent()
                                    ? Stream.of(Shown.SINK)
                                    : Stream.of(Shown.values()))
                                .map(shown -> new Case(promise, upstream, shown))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theCallerIsToldTheTruth(Case one) {
    Promise promise = one.promise();
    promise.whyNotFor(one.upstream()).ifPresent(why -> abort(why));
    Setting setting = Optional.ofNullable(FREE.poll()).orElseGet(Setting::new);
    try {
      assertTold(one, setting);
    } finally {
      setting.sandbox().asUsual();
      FREE.add(setting);
    }
  }

  private static void assertTold(Case one, Setting setting) {
    Promise promise = one.promise();
    Gate heard = Gate.shut();
    setting.sandbox().on(one.upstream().id).next(promise.script(one.upstream(), heard));

    Listening listening = one.shown().view.start(setting, promise, one.upstream(), heard);
    try {
      Exchange exchange = setting.sandbox().awaitExchange();
      assertThat(exchange.violations()).isEmpty();
      if (promise.deed() == Deed.CANCELS_BEFORE_THE_HEAD) {
        listening.cancel();
      }

      listening.assertTold(promise.expected(one.upstream()));
      if (promise.closesTheUpstream()) {
        exchange.awaitClosedByPeer();
      }
    } finally {
      heard.open();
    }
  }

  /** Without it, a row could get lost unseen. */
  @Test
  void noRowAndNoCellOfTheTableIsMissing() {
    // The row of the early refusals is two: 429 and 503.
    assertThat(Promises.ofTheField()).hasSize(12 + 1);
    for (String happens :
        List.of("evidence", "clean EOF", "reset", "error object", "malformed event")) {
      assertThat(Promises.beforeContent()).anyMatch(is(happens + " | nothing yet"));
      assertThat(Promises.afterContent()).anyMatch(is(happens + " | content"));
    }
    for (String clock : List.of("first-content clock", "total clock")) {
      assertThat(Promises.beforeContent()).anyMatch(is(clock + " | nothing yet"));
    }
    for (String clock : List.of("idle clock", "total clock")) {
      assertThat(Promises.afterContent()).anyMatch(is(clock + " | content"));
    }
    assertThat(Promises.beforeContent()).anyMatch(is("wrong content type | nothing yet"));
  }

  private static Predicate<Promise> is(String cell) {
    return promise -> promise.row().startsWith(cell);
  }
}
