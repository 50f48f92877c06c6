package dev.runnel.cli.stage;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.ModelInfo;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** What the actors do in a test, and what they were asked. */
public final class Play {
  /** What an actor does when it is called. */
  @FunctionalInterface
  public interface Scene {
    void play(EndpointConfig config, ChatRequest request, Exchange exchange) throws Exception;
  }

  /** A call that reached an actor. */
  public record Asked(EndpointConfig config, ChatRequest request) {}

  private static final BlockingQueue<Asked> ASKED = new LinkedBlockingQueue<>();
  private static volatile Scene scene = Play::echo;
  private static volatile Supplier<CompletionStage<List<ModelInfo>>> models = Play::twoModels;

  private Play() {}

  /** Back to an echo, with nobody asked yet. */
  public static void reset() {
    scene = Play::echo;
    models = Play::twoModels;
    ASKED.clear();
  }

  public static void script(Scene next) {
    scene = next;
  }

  public static void models(Supplier<CompletionStage<List<ModelInfo>>> next) {
    models = next;
  }

  /** The call that was made; fails where there was none. */
  public static Asked asked() {
    Asked asked = ASKED.poll();
    if (asked == null) {
      throw new AssertionError("Nobody was asked");
    }
    return asked;
  }

  /** The prompts of all calls that were made, in no order. */
  public static List<String> prompts() {
    return ASKED.stream().map(asked -> asked.request().lastMessage().text()).toList();
  }

  public static boolean nobodyWasAsked() {
    return ASKED.isEmpty();
  }

  static void act(EndpointConfig config, ChatRequest request, Exchange exchange) {
    ASKED.add(new Asked(config, request));
    try {
      scene.play(config, request, exchange);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static CompletionStage<List<ModelInfo>> askedForModels() {
    return models.get();
  }

  private static CompletionStage<List<ModelInfo>> twoModels() {
    return CompletableFuture.completedFuture(
        List.of(ModelInfo.of("vault-1"), ModelInfo.of("vault-2")));
  }

  private static void echo(EndpointConfig config, ChatRequest request, Exchange exchange) {
    for (String word : ("You said: " + request.lastMessage().text()).split("(?<= )", -1)) {
      exchange.token(word);
    }
    exchange.finish(FinishReason.of(FinishReason.Kind.STOP, "stop"));
    exchange.complete();
  }
}
