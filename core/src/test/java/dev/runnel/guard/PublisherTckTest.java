package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/**
 * The publisher against the Reactive Streams TCK, whose tests are TestNG's and run here as JUnit's:
 * delivered by workers and directly, from a driver that sends from its start and from one that
 * sends from a thread of its own.
 */
@Execution(ExecutionMode.CONCURRENT) // the kit waits a lot for what must not come
class PublisherTckTest {
  private static final CallRuntime WORKERS = CallRuntime.create();
  private static final CallRuntime DIRECT = CallRuntime.builder().direct().build();

  @AfterAll
  static void close() {
    WORKERS.close();
    DIRECT.close();
  }

  @TestFactory
  Stream<DynamicTest> onWorkersSynchronousDriver() {
    return tests(WORKERS, false);
  }

  @TestFactory
  Stream<DynamicTest> onWorkersAsynchronousDriver() {
    return tests(WORKERS, true);
  }

  @TestFactory
  Stream<DynamicTest> directSynchronousDriver() {
    return tests(DIRECT, false);
  }

  @TestFactory
  Stream<DynamicTest> directAsynchronousDriver() {
    return tests(DIRECT, true);
  }

  @TestFactory
  Stream<DynamicTest> throughARelay() {
    return tests(WORKERS, true, true);
  }

  @Test
  void theKitsTestsAreThere() {
    assertThat(tests(WORKERS, true).count()).isGreaterThan(30);
  }

  private static Stream<DynamicTest> tests(CallRuntime runtime, boolean asynchronous) {
    return tests(runtime, asynchronous, false);
  }

  private static Stream<DynamicTest> tests(
      CallRuntime runtime, boolean asynchronous, boolean relayed) {
    return Arrays.stream(Verification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getName(),
                    () -> run(() -> new Verification(runtime, asynchronous, relayed), method)));
  }

  /**
   * Runs a test of the kit. It gives the collector 100 ms to find that a subscriber was dropped,
   * which on a machine with other things to do is not "eventually": there, a few more times.
   */
  private static void run(Supplier<Verification> verification, Method method) throws Throwable {
    int more = method.getName().contains("EventuallyDropAllReferences") ? 9 : 0;
    while (true) {
      try {
        run(verification.get(), method);
        return;
      } catch (AssertionError e) {
        if (more-- == 0) {
          throw e;
        }
      }
    }
  }

  private static void run(Verification verification, Method method) throws Throwable {
    verification.setUp();
    try {
      method.invoke(verification);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException skipped) {
        throw new TestAbortedException(skipped.getMessage());
      }
      throw e.getCause();
    }
  }

  /** What the TCK asks for. */
  public static final class Verification extends FlowPublisherVerification<ChatEvent> {
    private final CallRuntime runtime;
    private final boolean asynchronous;
    private final boolean relayed;

    Verification(CallRuntime runtime, boolean asynchronous, boolean relayed) {
      super(new TestEnvironment(1_000, 50));
      this.runtime = runtime;
      this.asynchronous = asynchronous;
      this.relayed = relayed;
    }

    @Override
    public Flow.Publisher<ChatEvent> createFlowPublisher(long elements) {
      return publisher(exchange -> new Sender(exchange, elements));
    }

    @Override
    public Flow.Publisher<ChatEvent> createFailedFlowPublisher() {
      return publisher(
          exchange ->
              () -> exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "down for the test")));
    }

    private Flow.Publisher<ChatEvent> publisher(
        java.util.function.Function<Exchange, Runnable> sender) {
      Driver driver =
          Drivers.of(
              (request, exchange) -> {
                Runnable sends = sender.apply(exchange);
                if (asynchronous) {
                  Thread thread = new Thread(sends, "driver");
                  thread.setDaemon(true);
                  thread.start();
                } else {
                  sends.run();
                }
              });
      return client(driver).call(ChatRequest.of("Hello")).publisher();
    }

    private ChatClient client(Driver driver) {
      if (!relayed) {
        return Guard.guard(driver, "acme", "acme", GuardSettings.DEFAULT, runtime);
      }
      ChatClient inner =
          Guard.guard(driver, "acme", "acme", GuardSettings.DEFAULT, runtime.within());
      return Guard.guard(new PassingDriver(inner), "acme", "acme", GuardSettings.DEFAULT, runtime);
    }
  }

  /** Sends numbered tokens while they are wanted, each once, and then completes. */
  private static final class Sender implements Runnable {
    private final Exchange exchange;
    private final long elements;
    private final AtomicLong work = new AtomicLong();
    private long sent;

    Sender(Exchange exchange, long elements) {
      this.exchange = exchange;
      this.elements = elements;
      exchange.onDemand(this);
    }

    @Override
    public void run() {
      if (work.getAndIncrement() != 0) {
        return; // whoever is sending will look again
      }
      long seen = 1;
      do {
        while (sent < elements && exchange.wantsMore()) {
          exchange.token("token " + sent++);
        }
        if (sent == elements) {
          sent++;
          exchange.finish(dev.runnel.api.FinishReason.STOP);
          exchange.complete();
        }
        seen = work.addAndGet(-seen);
      } while (seen != 0);
    }
  }
}
