package dev.runnel.provider.ollama;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.Exchange;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An exchange whose failures are told once they have been explained, which may take a question to
 * the service. Everything else goes through.
 */
final class ExplainedExchange implements Exchange {
  private final Exchange exchange;
  private final Function<ChatException, CompletionStage<ChatException>> explanation;
  private volatile boolean failing;

  /**
   * Wraps an exchange.
   *
   * @param explanation what is told instead of a failure; never completes exceptionally
   */
  ExplainedExchange(
      Exchange exchange, Function<ChatException, CompletionStage<ChatException>> explanation) {
    this.exchange = exchange;
    this.explanation = explanation;
  }

  @Override
  public void fail(ChatException failure) {
    if (!failing && !exchange.isOver()) {
      failing = true;
      explanation.apply(failure).thenAccept(exchange::fail);
    }
  }

  // ---- a failure that is being explained is the end: nothing may overtake it

  @Override
  public void finish(FinishReason reason) {
    if (!failing) {
      exchange.finish(reason);
    }
  }

  @Override
  public void complete() {
    if (!failing) {
      exchange.complete();
    }
  }

  @Override
  public void endOfInput() {
    if (!failing) {
      exchange.endOfInput();
    }
  }

  @Override
  public boolean isOver() {
    return failing || exchange.isOver();
  }

  // ---- the same

  @Override
  public boolean token(String text) {
    return exchange.token(text);
  }

  @Override
  public boolean reasoning(String text) {
    return exchange.reasoning(text);
  }

  @Override
  public void reasoningSignature(String signature) {
    exchange.reasoningSignature(signature);
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    return exchange.toolResult(result);
  }

  @Override
  public void rateLimit(RateLimit limit) {
    exchange.rateLimit(limit);
  }

  @Override
  public void relayed(CallReport report) {
    exchange.relayed(report);
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    return exchange.toolCall(delta);
  }

  @Override
  public void usage(Usage usage) {
    exchange.usage(usage);
  }

  @Override
  public void servedBy(String model) {
    exchange.servedBy(model);
  }

  @Override
  public void warn(Warning warning) {
    exchange.warn(warning);
  }

  @Override
  public long demand() {
    return exchange.demand();
  }

  @Override
  public boolean wantsMore() {
    return exchange.wantsMore();
  }

  @Override
  public void onDemand(Runnable resume) {
    exchange.onDemand(resume);
  }

  @Override
  public void onAbort(Runnable abort) {
    exchange.onAbort(abort);
  }

  @Override
  public void batch(Runnable signals) {
    exchange.batch(signals);
  }

  @Override
  public Timeouts timeouts() {
    return exchange.timeouts();
  }
}
