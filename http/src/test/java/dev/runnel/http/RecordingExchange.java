package dev.runnel.http;

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
import java.util.ArrayList;
import java.util.List;

/** An exchange that takes everything and writes it down; after the first end, nothing. */
final class RecordingExchange implements Exchange {
  final StringBuilder text = new StringBuilder();
  final List<Object> signals = new ArrayList<>();
  ChatException failure;
  boolean completed;
  boolean ended;

  @Override
  public boolean token(String token) {
    if (!isOver()) {
      text.append(token);
    }
    return wantsMore();
  }

  @Override
  public boolean reasoning(String reasoning) {
    signals.add(reasoning);
    return wantsMore();
  }

  @Override
  public void reasoningSignature(String signature) {
    signals.add("signature " + signature);
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    signals.add(result);
    return wantsMore();
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    signals.add(delta);
    return wantsMore();
  }

  @Override
  public void usage(Usage usage) {
    signals.add(usage);
  }

  @Override
  public void servedBy(String model) {}

  @Override
  public void warn(Warning warning) {
    signals.add(warning);
  }

  @Override
  public void rateLimit(RateLimit limit) {
    signals.add(limit);
  }

  @Override
  public void relayed(CallReport report) {
    signals.add(report);
  }

  @Override
  public void finish(FinishReason reason) {
    signals.add(reason);
  }

  @Override
  public void complete() {
    completed = !isOver();
  }

  @Override
  public void endOfInput() {
    ended = !isOver();
  }

  @Override
  public void fail(ChatException cause) {
    if (!isOver()) {
      failure = cause;
    }
  }

  @Override
  public boolean wantsMore() {
    return !isOver();
  }

  @Override
  public boolean isOver() {
    return completed || ended || failure != null;
  }

  @Override
  public void onDemand(Runnable resume) {}

  @Override
  public void onAbort(Runnable abort) {}

  @Override
  public void batch(Runnable run) {
    run.run();
  }

  @Override
  public Timeouts timeouts() {
    return Timeouts.DEFAULT;
  }
}
