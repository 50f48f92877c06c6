package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

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

/** What the driver sees of a lane. */
final class DriverSide implements Exchange {
  private final CallLane lane;
  private final Timeouts timeouts;

  DriverSide(CallLane lane, Timeouts timeouts) {
    this.lane = lane;
    this.timeouts = timeouts;
  }

  @Override
  public boolean token(String text) {
    return lane.token(requireNonNull(text, "text is null"));
  }

  @Override
  public boolean reasoning(String text) {
    requireNonNull(text, "text is null");
    return text.isEmpty() ? lane.wantsMore() : lane.event(new ChatEvent.Reasoning(text));
  }

  @Override
  public void reasoningSignature(String signature) {
    requireNonNull(signature, "signature is null");
    if (!signature.isEmpty()) {
      lane.event(new ChatEvent.ReasoningSignature(signature));
    }
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    return lane.event(new ChatEvent.ToolResult(result));
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    return lane.event(requireNonNull(delta, "delta is null"));
  }

  @Override
  public void usage(Usage usage) {
    lane.usage(requireNonNull(usage, "usage is null"));
  }

  @Override
  public void servedBy(String model) {
    lane.servedBy(requireNonNull(model, "model is null"));
  }

  @Override
  public void warn(Warning warning) {
    lane.warn(requireNonNull(warning, "warning is null"));
  }

  @Override
  public void rateLimit(RateLimit limit) {
    lane.rateLimit(requireNonNull(limit, "limit is null"));
  }

  @Override
  public void relayed(CallReport report) {
    lane.relayed(requireNonNull(report, "report is null"));
  }

  @Override
  public void finish(FinishReason reason) {
    lane.finish(requireNonNull(reason, "reason is null"));
  }

  @Override
  public void complete() {
    lane.complete();
  }

  @Override
  public void endOfInput() {
    lane.endOfInput();
  }

  @Override
  public void fail(ChatException failure) {
    lane.fail(requireNonNull(failure, "failure is null"));
  }

  @Override
  public boolean wantsMore() {
    return lane.wantsMore();
  }

  @Override
  public long demand() {
    return lane.demand();
  }

  @Override
  public boolean isOver() {
    return lane.isOver();
  }

  @Override
  public void onDemand(Runnable resume) {
    lane.onDemand(requireNonNull(resume, "resume is null"));
  }

  @Override
  public void onAbort(Runnable abort) {
    lane.onAbort(requireNonNull(abort, "abort is null"));
  }

  @Override
  public void batch(Runnable signals) {
    lane.batch(signals);
  }

  @Override
  public Timeouts timeouts() {
    return timeouts;
  }
}
