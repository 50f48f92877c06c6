package dev.runnel.http;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.Exchange;
import java.util.List;

/** Looks at the start of one answer. Used by one reader, so by one thread at a time. */
final class NoticeWatch implements Exchange {
  private final Exchange exchange;
  private final List<NoticePattern> patterns;
  private final ErrorKind kind;
  private final StringBuilder held = new StringBuilder();
  private boolean decided;

  NoticeWatch(Exchange exchange, List<NoticePattern> patterns, ErrorKind kind) {
    this.exchange = exchange;
    this.patterns = patterns;
    this.kind = kind;
  }

  @Override
  public boolean token(String text) {
    if (decided) {
      return exchange.token(text);
    }
    held.append(text);
    boolean possible = false;
    CharSequence start = withoutWhiteSpaceBefore(held);
    for (NoticePattern pattern : patterns) {
      switch (pattern.match(start)) {
        case FULL -> {
          decided = true;
          exchange.fail(notice(start));
          return false;
        }
        case POSSIBLE -> possible = true;
        default -> {}
      }
    }
    return possible ? exchange.wantsMore() : release();
  }

  private static CharSequence withoutWhiteSpaceBefore(StringBuilder text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return text.subSequence(start, text.length());
  }

  private ChatException notice(CharSequence text) {
    return ChatException.builder(
            kind,
            "The service sent a notice instead of an answer: \""
                + OneLine.of(text.toString())
                + "\"")
        .nextStep(
            "Ask another service; if this was an honest answer, change the endpoint's option notices")
        .build();
  }

  /** What was held back is part of an honest answer. */
  private boolean release() {
    decided = true;
    if (held.length() == 0) {
      return exchange.wantsMore();
    }
    String text = held.toString();
    held.setLength(0);
    held.trimToSize();
    return exchange.token(text);
  }

  private void releaseHeld() {
    if (!decided) {
      release();
    }
  }

  @Override
  public boolean reasoning(String text) {
    if (held.length() > 0) {
      releaseHeld();
    }
    return exchange.reasoning(text);
  }

  @Override
  public void reasoningSignature(String signature) {
    if (held.length() > 0) {
      releaseHeld();
    }
    exchange.reasoningSignature(signature);
  }

  @Override
  public boolean toolResult(ContentPart.ToolResult result) {
    releaseHeld();
    return exchange.toolResult(result);
  }

  @Override
  public boolean toolCall(ChatEvent.ToolCallDelta delta) {
    releaseHeld();
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
  public void rateLimit(RateLimit limit) {
    exchange.rateLimit(limit);
  }

  @Override
  public void relayed(CallReport report) {
    exchange.relayed(report);
  }

  @Override
  public void finish(FinishReason reason) {
    releaseHeld();
    exchange.finish(reason);
  }

  @Override
  public void complete() {
    releaseHeld();
    exchange.complete();
  }

  @Override
  public void endOfInput() {
    releaseHeld();
    exchange.endOfInput();
  }

  @Override
  public void fail(ChatException failure) {
    releaseHeld();
    exchange.fail(failure);
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
  public boolean isOver() {
    return exchange.isOver();
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
