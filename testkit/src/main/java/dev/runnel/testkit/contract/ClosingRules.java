package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.whole;

import dev.runnel.api.Timeouts;
import dev.runnel.spi.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Chapter 9: connecting, closing, and what is left behind. */
interface ClosingRules extends Chapter {
  /** How many connections a driver may keep for the next call. */
  int KEPT_CONNECTIONS = 4;

  @Test
  default void rule_9_1_connectingSendsNothing() {
    Ground on = ground();
    Driver driver = on.driver();
    on.shows(
        () -> on.upstream().openConnections().orElse(0) + on.upstream().requests() > 0,
        on.upstream());

    on.expect(
        "neither describing nor connecting touches the network",
        on.upstream().openConnections().orElse(0) == 0 && on.upstream().requests() == 0,
        () ->
            driver.getClass().getSimpleName()
                + ": "
                + on.upstream().openConnections().orElse(0)
                + " connections and "
                + on.upstream().requests()
                + " requests came before any call");
  }

  @Test
  default void rule_9_2_connectingStartsNoThread() {
    Ground on = ground();
    List<String> started = inside(on, () -> on.driver(), () -> alive(on.threads()));

    on.expect(
        "neither describing nor connecting starts a thread",
        started.isEmpty(),
        () -> "it started " + started);
  }

  @Test
  default void rule_9_3_closingLeavesNoConnectionOpen() {
    Ground on = ground();
    if (on.upstream().openConnections().isEmpty()) {
      on.skip("the upstream is in this process: there are no connections");
    }
    Driver driver = on.driver();
    on.upstream().next(whole("Hel", "lo"));
    on.toTheEnd(on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)));

    driver.close();

    on.await(
        "no connection is open once the driver is closed",
        () -> on.upstream().openConnections().orElse(0) == 0,
        on.upstream(),
        () -> on.upstream().openConnections().orElse(0) + " are");
  }

  @Test
  default void rule_9_4_closingLeavesNoThreadBehind() {
    Ground on = ground();
    on.upstream().next(whole("Hel", "lo"));
    inside(
        on,
        () -> {
          Driver driver = on.driver();
          Probe probe = new Probe(Timeouts.DEFAULT, Long.MAX_VALUE);
          on.toTheEnd(on.probe(driver, probe));
          driver.close();
        },
        List::of);

    on.await(
        "the driver's threads end once it is closed",
        () -> alive(on.threads()).isEmpty(),
        on.threads(),
        () -> "still there: " + alive(on.threads()));
  }

  @Test
  default void rule_9_5_aCallBehindTheCloseEnds() {
    Ground on = ground();
    Driver driver = on.driver();
    driver.close();
    on.upstream().next(whole("Hel", "lo"));

    Probe probe = on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE));

    on.toTheEnd(probe);
    on.expect(
        "a call that comes too late fails",
        Failing.of(probe).isPresent() || probe.thrown() != null,
        probe::toString);
  }

  @Test
  default void rule_9_6_manyCallsLeaveNoConnectionsBehind() {
    Ground on = ground();
    if (on.upstream().openConnections().isEmpty()) {
      on.skip("the upstream is in this process: there are no connections");
    }
    Driver driver = on.driver();
    for (int i = 0; i < 3 * KEPT_CONNECTIONS; i++) {
      on.upstream().next(whole("Hel", "lo"));
      on.toTheEnd(on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)));
    }

    on.await(
        "calls one after the other share a few connections, or close theirs",
        () -> on.upstream().openConnections().orElse(0) <= KEPT_CONNECTIONS,
        on.upstream(),
        () -> on.upstream().openConnections().orElse(0) + " connections are open");
  }

  @Test
  default void rule_9_7_closingThrowsNothing() {
    Ground on = ground();
    Driver driver = on.provider().connect(on.config());
    on.upstream().next(whole("Hel", "lo"));
    on.toTheEnd(on.probe(driver, new Probe(Timeouts.DEFAULT, Long.MAX_VALUE)));
    try {
      driver.close();
    } catch (RuntimeException e) {
      throw on.broken("close() returns", "it threw " + e);
    }
  }

  /**
   * Runs something in the ground's own group of threads, which whatever it starts belongs to.
   *
   * @param then looks around behind it
   */
  private static List<String> inside(Ground on, Runnable action, Supplier<List<String>> then) {
    CompletableFuture<List<String>> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            on.threads(),
            () -> {
              try {
                action.run();
                result.complete(then.get());
              } catch (Throwable thrown) { // handed to the rule's own thread
                result.completeExceptionally(thrown);
              }
            },
            "runnel-contract-inside");
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AssertionError error) {
        throw error;
      }
      throw e;
    }
  }

  /** The names of the threads of a group that the kit did not start itself. */
  private static List<String> alive(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 64];
    int count = group.enumerate(threads, true);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!threads[i].getName().startsWith("runnel-contract-") && threads[i].isAlive()) {
        names.add(threads[i].getName());
      }
    }
    return names;
  }
}
