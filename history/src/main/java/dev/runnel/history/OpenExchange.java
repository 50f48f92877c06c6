package dev.runnel.history;

import dev.runnel.api.AnswerParts;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An exchange while it is logged: a sink like any other, or told what arrives beside the one that
 * shows it. Its methods return at once; they never wait for the disk and throw nothing. Safe to use
 * from any thread, by one at a time.
 */
public final class OpenExchange implements TokenSink {
  private final ConversationWriter log;
  private final String id;
  private final ExchangeStart start;
  private final Instant startedAt;
  private final CompletableFuture<Boolean> kept = new CompletableFuture<>();

  private final AtomicBoolean due = new AtomicBoolean();
  private @Nullable ExchangeSaver saver;

  private final Object lock = new Object();
  private final AnswerParts parts = new AnswerParts();
  private long size;
  private @Nullable Instant firstContentAt;
  private Progress.@Nullable End end;

  OpenExchange(ConversationWriter log, String id, ExchangeStart start, Instant startedAt) {
    this.log = log;
    this.id = id;
    this.start = start;
    this.startedAt = startedAt;
  }

  /** The exchange's id, which others name as their {@link ExchangeStart#parent}. */
  public String id() {
    return id;
  }

  /** What it began with. */
  public ExchangeStart start() {
    return start;
  }

  /** Whether its end is in the log, once that is known: false where it could not be written. */
  public CompletionStage<Boolean> kept() {
    return kept.minimalCompletionStage();
  }

  @Override
  public void onToken(String token) {
    take(new ChatEvent.Token(token), token.length());
  }

  @Override
  public void onReasoning(String text) {
    take(new ChatEvent.Reasoning(text), text.length());
  }

  @Override
  public void onReasoningSignature(String signature) {
    take(new ChatEvent.ReasoningSignature(signature), signature.length());
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    take(delta, delta.arguments().length());
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    take(new ChatEvent.ToolResult(result), result.content().length());
  }

  @Override
  public void onEnd(Outcome outcome) {
    synchronized (lock) {
      if (end != null) {
        return;
      }
      end = new Progress.End(outcome, log.now());
    }
    log.saveNow(this);
  }

  private void take(ChatEvent event, int length) {
    synchronized (lock) {
      event.accept(parts);
      size += length;
      if (firstContentAt == null && event.isContent()) {
        firstContentAt = log.now();
      }
    }
    log.saveSoon(this);
  }

  /** What writes it; of the writer's thread. */
  ExchangeSaver saver(WritingProcess writer) {
    if (saver == null) {
      saver = new ExchangeSaver(id, start, startedAt, writer);
    }
    return saver;
  }

  /** Whether somebody has to see to it that it is written; until that happens, nobody else. */
  boolean saveIsDue() {
    return due.compareAndSet(false, true);
  }

  /** How much has arrived, in characters. */
  long size() {
    synchronized (lock) {
      return size;
    }
  }

  /** How far it has come; what arrives from now on is due to be written again. */
  Progress takeProgress() {
    due.set(false);
    synchronized (lock) {
      List<ContentPart> gathered = parts.gathered();
      return new Progress(gathered, Optional.ofNullable(firstContentAt), Optional.ofNullable(end));
    }
  }

  void kept(boolean whether) {
    kept.complete(whether);
  }
}
