package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Drivers that break their rules: each spoils its own call, in the way that is named here. */
@Timeout(60)
class MisbehavingDriverTest {
  // ---- what it signals ----

  static Stream<Arguments> scripts() {
    Script text = script().token("x");
    return Stream.of(
        Arguments.of("two ends", text.complete().complete(), "Completed(NOT_GIVEN)"),
        Arguments.of(
            "completes, then fails",
            text.complete().fail(ErrorKind.UNAVAILABLE),
            "Completed(NOT_GIVEN)"),
        Arguments.of(
            "fails, then completes",
            text.fail(ErrorKind.UNAVAILABLE).complete(),
            "Failed(unavailable, delivered)"),
        Arguments.of(
            "ends early, then finishes", text.endOfInput().finish(), "Incomplete(ended early)"),
        Arguments.of(
            "content, usage and warnings after the end",
            text.complete().token("y").reasoning("z").usage(1, 1).servedBy("m").complete(),
            "Completed(NOT_GIVEN)"),
        Arguments.of("null token", text.then(e -> e.token(null)), "Failed(internal, delivered)"),
        Arguments.of(
            "null reasoning", text.then(e -> e.reasoning(null)), "Failed(internal, delivered)"),
        Arguments.of(
            "null tool call", text.then(e -> e.toolCall(null)), "Failed(internal, delivered)"),
        Arguments.of("null usage", text.then(e -> e.usage(null)), "Failed(internal, delivered)"),
        Arguments.of("null model", text.then(e -> e.servedBy(null)), "Failed(internal, delivered)"),
        Arguments.of("null warning", text.then(e -> e.warn(null)), "Failed(internal, delivered)"),
        Arguments.of("null finish", text.then(e -> e.finish(null)), "Failed(internal, delivered)"),
        Arguments.of("null failure", text.then(e -> e.fail(null)), "Failed(internal, delivered)"),
        Arguments.of("null abort", text.then(e -> e.onAbort(null)), "Failed(internal, delivered)"),
        Arguments.of(
            "null demand", text.then(e -> e.onDemand(null)), "Failed(internal, delivered)"),
        Arguments.of("null batch", text.then(e -> e.batch(null)), "Failed(internal, delivered)"),
        Arguments.of(
            "throws after its end",
            text.complete()
                .then(
                    e -> {
                      throw new IllegalStateException("late");
                    }),
            "Completed(NOT_GIVEN)"),
        Arguments.of(
            "throws in a batch",
            text.then(
                e ->
                    e.batch(
                        () -> {
                          e.token("y");
                          throw new IllegalStateException("mine");
                        })),
            "Failed(internal, delivered)"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("scripts")
  void itsSignals(String name, Script script, String outcome) {
    for (Lab lab : List.of(Lab.stepwise(), Lab.direct())) {
      lab.playing(script);
      RecordingSink sink = new RecordingSink();
      Call call = lab.stream(sink);
      assertThat(Words.of(lab.outcome(call))).isEqualTo(outcome);
      assertThat(sink.text()).startsWith("x").doesNotContain("z");
      assertThat(sink.signals).endsWith("end");
      assertThat(sink.violations()).isEmpty();
    }
  }

  @Test
  void contentFromTwoThreadsAtOnceIsDeliveredOneAfterTheOther() throws Exception {
    int each = 20_000;
    for (boolean direct : new boolean[] {false, true}) {
      CallRuntime.Builder builder = CallRuntime.builder();
      try (CallRuntime runtime = (direct ? builder.direct() : builder).build()) {
        Driver driver =
            Drivers.of(
                (request, exchange) -> {
                  CountDownLatch done = new CountDownLatch(2);
                  for (String name : List.of("a", "b")) {
                    startThread(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            exchange.token(name);
                          }
                          done.countDown();
                        });
                  }
                  startThread(
                      () -> {
                        await(done);
                        exchange.complete();
                      });
                });
        GuardSettings roomy = GuardSettings.DEFAULT.withMaxBufferedBytes(1 << 24);
        Call call =
            Guard.guard(driver, "acme", "acme-eu", roomy, runtime).call(ChatRequest.of("Hello"));
        StringBuilder text = new StringBuilder(); // not safe for two threads, on purpose
        call.stream(text::append);
        Outcome outcome = call.outcome().toCompletableFuture().get(50, TimeUnit.SECONDS);
        assertThat(Words.of(outcome)).isEqualTo("Completed(NOT_GIVEN)");
        assertThat(text).hasSize(2 * each);
      }
    }
  }

  @Test
  void itNeverEnds() {
    Lab lab = Lab.stepwise().playing(script().token("x"));
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    lab.pass(Timeouts.DEFAULT.idle());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: idle)");
  }

  @Test
  void itNeverEndsAndNeverStops() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    for (int i = 0; i < 601; i++) {
      lab.driver.exchange().token("x");
      lab.pass(Duration.ofSeconds(1));
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: total)");
  }

  @Test
  void itIgnoresCancel() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    lab.driver.exchange().token("x");
    lab.settle();
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
    for (int i = 0; i < 1_000; i++) {
      assertThat(lab.driver.exchange().token("more")).isFalse();
    }
    lab.driver.exchange().complete();
    lab.settle();
    assertThat(sink.signals).containsExactly("start", "token x", "end");
  }

  // ---- what it throws ----

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("mine"),
        new IOException("checked"),
        new AssertionError("mine"),
        new NoClassDefFoundError("acme/Gone"),
        new StackOverflowError(),
        new UnspeakableException());
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromStart(Throwable thrown) {
    for (Lab lab : List.of(Lab.stepwise(), Lab.direct())) {
      lab.playing(script().token("x").then(e -> Sneaky.sneakyThrow(thrown)));
      RecordingSink sink = new RecordingSink();
      Call call = lab.stream(sink);
      Outcome.Failed failed = (Outcome.Failed) lab.outcome(call);
      assertThat(Words.of(failed)).isEqualTo("Failed(internal, delivered)");
      assertThat(failed.cause()).hasCause(thrown);
      assertThat(failed.cause().nextStep()).isPresent();
      assertThat(sink.text()).isEqualTo("x");
      assertThat(lab.driver.aborts).as("it had not ended").hasValue(1);
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void aChatExceptionFromStartIsTheFailure() {
    ChatException own = ChatException.of(ErrorKind.AUTHENTICATION, "no key");
    Lab lab = Lab.stepwise().playing(script().then(e -> Sneaky.sneakyThrow(own)));
    Call call = lab.stream(new RecordingSink());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(authentication)");
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromItsAbortAction(Throwable thrown) {
    Lab lab =
        Lab.stepwise().playing(script().then(e -> e.onAbort(() -> Sneaky.sneakyThrow(thrown))));
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    assertThatCode(call::cancel).doesNotThrowAnyException();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(sink.signals).containsExactly("start", "end");
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromAnAbortActionThatIsRegisteredLate(Throwable thrown) {
    Lab lab = Lab.stepwise();
    List<Exchange> exchanges = new ArrayList<>();
    Call call =
        Drivers.client(lab.runtime, (request, exchange) -> exchanges.add(exchange))
            .call(ChatRequest.of("Hello"));
    call.stream(new RecordingSink());
    lab.settle();
    call.cancel();
    assertThatCode(() -> exchanges.get(0).onAbort(() -> Sneaky.sneakyThrow(thrown)))
        .doesNotThrowAnyException();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromItsDemandAction(Throwable thrown) {
    for (Lab lab : List.of(Lab.stepwise(), Lab.direct())) {
      lab.playing(script().token("x"));
      RecordingSink sink = new RecordingSink(1);
      Call call = lab.stream(sink);
      lab.driver.exchange().onDemand(() -> Sneaky.sneakyThrow(thrown));
      assertThatCode(() -> call.request(1)).doesNotThrowAnyException();
      assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(internal, delivered)");
      assertThat(lab.driver.aborts).hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromCapabilities(Throwable thrown) {
    Lab lab = Lab.stepwise();
    ChatClient client = lab.over(new Broken(thrown));
    ChatException told = (ChatException) catchThrowable(client::capabilities);
    assertThat(told.kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(told.endpoint()).contains("acme-eu");
    for (ChatRequest request :
        List.of(ChatRequest.of("Hello"), ChatRequest.builder().user("Hello").model("m").build())) {
      Call call = client.call(request);
      RecordingSink sink = new RecordingSink();
      call.stream(sink);
      assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(internal)");
      assertThat(sink.signals).containsExactly("start", "end");
    }
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void fromModelsCloseAndOnEventLoop(Throwable thrown) {
    Lab lab = Lab.stepwise();
    Broken broken = new Broken(thrown);
    ChatClient client = lab.over(broken);
    CompletableFuture<List<ModelInfo>> models = client.models().toCompletableFuture();
    lab.settle();
    assertThat(models).isCompletedExceptionally();
    assertThat(catchThrowable(models::join).getCause())
        .isInstanceOfSatisfying(
            ChatException.class,
            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL));
    assertThatCode(() -> client.call(ChatRequest.of("Hello")).tokens().close())
        .doesNotThrowAnyException();
    assertThatCode(client::close).doesNotThrowAnyException();
    assertThatCode(client::close).doesNotThrowAnyException();
    assertThat(broken.closes).hasValue(1);
  }

  // ---- null, and never ----

  static Stream<Arguments> modelLists() {
    List<ModelInfo> withNull = new ArrayList<>();
    withNull.add(null);
    return Stream.of(
        Arguments.of("null stage", null, "internal"),
        Arguments.of("null list", CompletableFuture.completedFuture(null), "internal"),
        Arguments.of("a list with null", CompletableFuture.completedFuture(withNull), "internal"),
        Arguments.of(
            "a failure of its own",
            CompletableFuture.failedFuture(ChatException.of(ErrorKind.QUOTA, "none left")),
            "quota"),
        Arguments.of(
            "a wrapped failure of its own",
            CompletableFuture.runAsync(
                    () -> {
                      throw ChatException.of(ErrorKind.QUOTA, "none left");
                    },
                    Runnable::run)
                .thenApply(nothing -> List.of()),
            "quota"),
        Arguments.of("nothing, ever", new CompletableFuture<>(), "timeout: total"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("modelLists")
  void modelsThatCannotBeListed(
      String name, CompletionStage<List<ModelInfo>> models, String failure) {
    Lab lab = Lab.stepwise();
    CompletableFuture<List<ModelInfo>> listed =
        lab.over(
                new Driver() {
                  @Override
                  public Capabilities capabilities() {
                    return Capabilities.builder().openEnded().build();
                  }

                  @Override
                  public void start(ChatRequest request, Exchange exchange) {}

                  @Override
                  public CompletionStage<List<ModelInfo>> models() {
                    return models;
                  }
                })
            .models()
            .toCompletableFuture();
    lab.pass(Timeouts.DEFAULT.total());
    assertThat(listed).isCompletedExceptionally();
    assertThat(Words.of((ChatException) catchThrowable(listed::join).getCause()))
        .isEqualTo(failure);
    assertThat(lab.time.waiting()).isZero();
  }

  @Test
  void nullCapabilities() {
    Lab lab = Lab.stepwise();
    lab.driver.capabilities = null;
    assertThatExceptionOfType(ChatException.class)
        .isThrownBy(() -> lab.client().capabilities())
        .withMessageContaining("capabilities() gave null");
    assertThat(Words.of(lab.outcome(lab.stream(new RecordingSink()))))
        .isEqualTo("Failed(internal)");
  }

  // ---- how it blocks ----

  @Test
  void itBlocksInItsAbortAction() throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    HandMovedTime time = new HandMovedTime();
    for (boolean direct : new boolean[] {false, true}) {
      CallRuntime.Builder builder = CallRuntime.builder().timekeeper(time);
      try (CallRuntime runtime = (direct ? builder.direct() : builder).build()) {
        ChatClient client =
            Drivers.client(runtime, (request, exchange) -> exchange.onAbort(() -> await(forEver)));
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          Call call = client.call(ChatRequest.of("Hello"));
          RecordingSink sink = new RecordingSink();
          call.stream(sink);
          sink.started.await(); // the clock for content runs from when content is wanted
          calls.add(call);
        }
        for (int i = 0; i < 10; i++) {
          calls.get(i).cancel(); // returns
        }
        time.advance(Timeouts.DEFAULT.firstContent()); // returns
        for (int i = 0; i < 20; i++) {
          assertThat(
                  Words.of(calls.get(i).outcome().toCompletableFuture().get(30, TimeUnit.SECONDS)))
              .isEqualTo(i < 10 ? "Cancelled" : "Failed(timeout: first content)");
        }
      }
    }
    forEver.countDown();
  }

  @Test
  void itBlocksInItsAbortActionWhenTheConsumerCancels() throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    try (CallRuntime runtime = CallRuntime.create()) {
      Call call =
          Drivers.client(
                  runtime,
                  (request, exchange) -> {
                    exchange.onAbort(() -> await(forEver));
                    exchange.token("x");
                  })
              .call(ChatRequest.of("Hello"));
      call.stream(token -> call.cancel());
      assertThat(Words.of(call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS)))
          .isEqualTo("Cancelled(delivered)");
    }
    forEver.countDown();
  }

  @Test
  void itBlocksInStartAndIgnoresInterruptsButTheClocksEndTheCall() throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    CountDownLatch inStart = new CountDownLatch(1);
    HandMovedTime time = new HandMovedTime();
    try (CallRuntime runtime = CallRuntime.builder().timekeeper(time).build()) {
      Call call =
          Drivers.client(
                  runtime,
                  (request, exchange) -> {
                    inStart.countDown();
                    awaitStubbornly(forEver);
                  })
              .call(ChatRequest.of("Hello"));
      RecordingSink sink = new RecordingSink();
      call.stream(sink);
      inStart.await();
      sink.started.await();
      time.advance(Timeouts.DEFAULT.total());
      assertThat(Words.of(call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS)))
          .startsWith("Failed(timeout: ");
    }
    forEver.countDown();
  }

  @Test
  void itSignalsFromWithinEverything() {
    for (Lab lab : List.of(Lab.stepwise(), Lab.direct())) {
      Consumer<Exchange> everything =
          exchange ->
              script().tokens("x", "y").usage(1, 1).finish().endOfInput().complete().play(exchange);
      lab.playing(
          script()
              .then(
                  exchange -> {
                    exchange.onDemand(() -> everything.accept(exchange));
                    exchange.onAbort(() -> everything.accept(exchange));
                  }));
      RecordingSink sink = new RecordingSink(0);
      Call call = lab.stream(sink);
      call.request(1);
      lab.settle();
      call.cancel();
      assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
      assertThat(sink.violations()).isEmpty();
    }
  }

  /** Throws from every method but start. */
  private static final class Broken implements Driver {
    private final Throwable thrown;
    final AtomicInteger closes = new AtomicInteger();

    Broken(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public Capabilities capabilities() {
      throw Sneaky.sneakyThrow(thrown);
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {}

    @Override
    public CompletionStage<List<ModelInfo>> models() {
      throw Sneaky.sneakyThrow(thrown);
    }

    @Override
    public boolean onEventLoop() {
      throw Sneaky.sneakyThrow(thrown);
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      throw Sneaky.sneakyThrow(thrown);
    }
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, "driver");
    thread.setDaemon(true);
    thread.start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // as a driver does that knows no better
      }
    }
  }
}
