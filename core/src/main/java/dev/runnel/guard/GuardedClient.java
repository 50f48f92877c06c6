package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.spi.Driver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

  GuardedClient(Driver driver, Origin origin, GuardSettings settings, CallRuntime runtime) {
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
    return driver.capabilities();
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    CompletableFuture<List<ModelInfo>> result = new CompletableFuture<>();
    try {
      driver
          .models()
          .whenComplete(
              (models, thrown) -> runtime.executor().execute(() -> settle(result, models, thrown)));
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      settle(result, List.of(), thrown);
    }
    return result.minimalCompletionStage();
  }

  private void settle(
      CompletableFuture<List<ModelInfo>> result,
      List<ModelInfo> models,
      @Nullable Throwable thrown) {
    if (thrown == null) {
      result.complete(List.copyOf(models));
    } else {
      Throwable cause =
          thrown instanceof CompletionException && thrown.getCause() != null
              ? thrown.getCause()
              : thrown;
      ChatException failure = origin.of(cause, "while it listed its models");
      result.completeExceptionally(failure);
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

  private ChatRequest withModel(ChatRequest request) {
    if (request.model().isPresent()) {
      return request;
    }
    return capabilities()
        .defaultModel()
        .map(model -> ChatRequest.builder(request).model(model.id()).build())
        .orElse(request);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    calls.forEach(Call::cancel);
    try {
      driver.close();
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      LOG.log(Level.WARNING, "The driver of '" + provider() + "' threw when it was closed", thrown);
    }
  }
}
