package dev.runnel.plugins;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.ContextLoader;
import dev.runnel.spi.Exchange;

/**
 * What a plugin's driver sees of a call: what it reports runs in the program's context, what it
 * wants to be told runs in its own.
 */
final class PluginExchange implements Exchange {
  private final Exchange exchange;
  private final ClassLoader plugin;
  private final ClassLoader program;

  PluginExchange(Exchange exchange, ClassLoader plugin, ClassLoader program) {
    this.exchange = exchange;
    this.plugin = plugin;
    this.program = program;
  }

  @Override
  public boolean token(String text) {
    return ContextLoader.get(program, () -> exchange.token(text));
  }

  @Override
  public boolean reasoning(String text) {
    return ContextLoader.get(program, () -> exchange.reasoning(text));
  }

  @Override
  public void reasoningSignature(String signature) {
    ContextLoader.run(program, () -> exchange.reasoningSignature(signature));
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    return ContextLoader.get(program, () -> exchange.toolCall(delta));
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    return ContextLoader.get(program, () -> exchange.toolResult(result));
  }

  @Override
  public void usage(Usage usage) {
    ContextLoader.run(program, () -> exchange.usage(usage));
  }

  @Override
  public void servedBy(String model) {
    ContextLoader.run(program, () -> exchange.servedBy(model));
  }

  @Override
  public void warn(Warning warning) {
    ContextLoader.run(program, () -> exchange.warn(warning));
  }

  @Override
  public void rateLimit(RateLimit limit) {
    ContextLoader.run(program, () -> exchange.rateLimit(limit));
  }

  @Override
  public void relayed(CallReport report) {
    ContextLoader.run(program, () -> exchange.relayed(report));
  }

  @Override
  public void finish(FinishReason reason) {
    ContextLoader.run(program, () -> exchange.finish(reason));
  }

  @Override
  public void complete() {
    ContextLoader.run(program, exchange::complete);
  }

  @Override
  public void endOfInput() {
    ContextLoader.run(program, exchange::endOfInput);
  }

  @Override
  public void fail(ChatException failure) {
    ContextLoader.run(program, () -> exchange.fail(failure));
  }

  @Override
  public boolean wantsMore() {
    return ContextLoader.get(program, exchange::wantsMore);
  }

  @Override
  public long demand() {
    return ContextLoader.get(program, exchange::demand);
  }

  @Override
  public boolean isOver() {
    return exchange.isOver();
  }

  @Override
  public void onDemand(Runnable resume) {
    ContextLoader.run(program, () -> exchange.onDemand(() -> ContextLoader.run(plugin, resume)));
  }

  @Override
  public void onAbort(Runnable abort) {
    ContextLoader.run(program, () -> exchange.onAbort(() -> ContextLoader.run(plugin, abort)));
  }

  @Override
  public void batch(Runnable signals) {
    ContextLoader.run(program, () -> exchange.batch(() -> ContextLoader.run(plugin, signals)));
  }

  @Override
  public Timeouts timeouts() {
    return exchange.timeouts();
  }
}
