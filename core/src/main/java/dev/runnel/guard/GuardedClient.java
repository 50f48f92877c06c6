package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.Driver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A driver behind the contract. */
final class GuardedClient implements ChatClient {
  private static final Logger LOG = System.getLogger("dev.runnel.guard");

  private final Driver driver;
  private final Origin origin;
  private final GuardSettings settings;
  private final CallRuntime runtime;
  private final Set<GuardedCall> calls = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Consumer<? super ChatClient> onClose;

  GuardedClient(
      Driver driver,
      Origin origin,
      GuardSettings settings,
      CallRuntime runtime,
      Consumer<? super ChatClient> onClose) {
    this.onClose = requireNonNull(onClose, "onClose is null");
    this.driver = requireNonNull(driver, "driver is null");
    this.origin = origin;
    this.settings = requireNonNull(settings, "settings is null");
    this.runtime = requireNonNull(runtime, "runtime is null");
  }

  @Override
  public String provider() {
    return origin.provider();
  }

  @Override
  public String endpoint() {
    return origin.endpoint();
  }

  @Override
  public Capabilities capabilities() {
    try {
      return requireNonNull(driver.capabilities(), "capabilities() gave null");
    } catch (Throwable thrown) { // the driver is foreign code: nothing raw of it may escape
      throw origin.of(thrown, "when it was asked for its capabilities");
    }
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    CompletableFuture<List<ModelInfo>> result = new CompletableFuture<>();
    Timekeeper.Timer clock =
        runtime
            .timekeeper()
            .after(
                settings.timeouts().total(),
                () -> hand(runtime.lateDelivery(), () -> timeOut(result)));
    try {
      driver
          .models()
          .whenComplete(
              (models, thrown) -> {
                clock.cancel();
                hand(runtime.executor(), () -> settle(result, models, thrown));
              });
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      clock.cancel();
      settle(result, null, thrown);
    }
    return result.minimalCompletionStage();
  }

  private static void hand(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  private void timeOut(CompletableFuture<List<ModelInfo>> result) {
    Timeouts.Clock clock = Timeouts.Clock.TOTAL;
    result.completeExceptionally(
        origin
            .failure(ErrorKind.TIMEOUT, Timed.out(clock, settings.timeouts().of(clock)))
            .clock(clock)
            .nextStep(Timed.nextStep(clock))
            .build());
  }

  private void settle(
      CompletableFuture<List<ModelInfo>> result,
      @Nullable List<ModelInfo> models,
      @Nullable Throwable thrown) {
    try {
      if (thrown != null) {
        throw thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
      }
      result.complete(List.copyOf(requireNonNull(models, "models() gave null")));
    } catch (Throwable failure) { // the driver's, or of a list that is none
      result.completeExceptionally(origin.of(failure, "while it listed its models"));
    }
  }

  @Override
  public Call call(ChatRequest request) {
    requireNonNull(request, "request is null");
    if (closed.get()) {
      throw new IllegalStateException("The client of '" + endpoint() + "' is closed");
    }
    return new GuardedCall(
        withModel(request), driver, origin, settings, runtime, this::began, calls::remove);
  }

  private void began(GuardedCall call) {
    calls.add(call);
    if (closed.get()) { // closed since the handle was made, perhaps after the others were cancelled
      call.cancel();
    }
  }

  boolean onEventLoop() {
    return TokenStreamView.onEventLoop(driver);
  }

  private ChatRequest withModel(ChatRequest request) {
    if (request.model().isPresent()) {
      return request;
    }
    Optional<ModelInfo> model;
    try {
      model = capabilities().defaultModel();
    } catch (ChatException e) {
      return request; // the call will fail with it, as all calls do: by its outcome
    }
    return model.map(one -> ChatRequest.builder(request).model(one.id()).build()).orElse(request);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    awaitBriefly(calls.stream().map(GuardedCall::abort).toArray(CompletableFuture[]::new));
    try {
      driver.close();
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      LOG.log(Level.WARNING, "The driver of '" + provider() + "' threw when it was closed", thrown);
    }
    onClose.accept(this);
  }

  /** Waits until the driver has aborted its calls, but not for one that blocks. */
  private static void awaitBriefly(CompletableFuture<?>[] aborts) {
    try {
      CompletableFuture.allOf(aborts).get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "A driver does not come back from aborting its calls", e);
    }
  }
}
