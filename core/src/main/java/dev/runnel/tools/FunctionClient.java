package dev.runnel.tools;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Whatever makes calls, as a client that knows nothing else. */
final class FunctionClient implements ChatClient {
  private static final String NAME = "tool-loop";

  private final Function<? super ChatRequest, ? extends Call> calls;

  FunctionClient(Function<? super ChatRequest, ? extends Call> calls) {
    this.calls = calls;
  }

  @Override
  public String provider() {
    return NAME;
  }

  @Override
  public String endpoint() {
    return NAME;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.builder().openEnded().honours(RequestParameter.values()).build();
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public Call call(ChatRequest request) {
    return requireNonNull(calls.apply(request), "the function gave no call");
  }

  @Override
  public void close() {}
}
