package dev.runnel.spi;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;

/**
 * One call, from the driver's side: where content, evidence and the end go, and where abort and
 * demand come from. Every method may be called from any thread, never throws because of the
 * consumer, and does nothing once the call is over.
 *
 * <p><b>The end is decided by evidence.</b> A driver reports what it saw on the wire, not what it
 * concludes: {@link #finish} when the service gave a finish reason, then exactly one of {@link
 * #complete} (the protocol's own end mark: {@code [DONE]}, {@code message_stop}, a whole document,
 * the last chunk of raw text), {@link #endOfInput} (the bytes ended cleanly and that was no end
 * mark) or {@link #fail}. The guard turns this into the {@link dev.runnel.api.Outcome}.
 *
 * <p><b>Demand.</b> The content methods return whether more is wanted. On {@code false} the driver
 * finishes what it has read, stops reading its socket, and goes on when the action given to {@link
 * #onDemand} runs. Demand may return, and the action run, while the driver is about to stop: having
 * stopped, it asks {@link #wantsMore} once more. What a driver sends unasked is buffered up to a
 * bound, then the call fails.
 */
public interface Exchange {
  /**
   * A piece of the answer's text.
   *
   * @param text whole characters; an empty text is ignored and is no content
   * @return whether more is wanted now
   */
  boolean token(String text);

  /**
   * A piece of the model's reasoning.
   *
   * @param text whole characters; an empty text is ignored and is no content
   * @return whether more is wanted now
   */
  boolean reasoning(String text);

  /**
   * The service signed its answer and wants the signature back in the next request. It belongs to
   * the reasoning directly before it; where there is none, it stands for itself, at its place among
   * the parts of the answer. Not content.
   *
   * @param signature opaque to everyone but its driver: the provider's id, a colon, and what the
   *     driver needs to give it back; an empty one is ignored
   */
  void reasoningSignature(String signature);

  /**
   * A piece of a tool call.
   *
   * @return whether more is wanted now
   */
  boolean toolCall(ChatEvent.ToolCallDelta delta);

  /**
   * A tool call of this answer was run, here or by the service, and gave this; the model's answer
   * goes on.
   *
   * @return whether more is wanted now
   */
  boolean toolResult(ContentPart.ToolResult result);

  /** The service counted tokens; a later report replaces an earlier one. */
  void usage(Usage usage);

  /** The service named the model that answers. */
  void servedBy(String model);

  /** Something the caller should know though it is no failure. */
  void warn(Warning warning);

  /** The service told of a limit of its; replaces what it told of the same thing before. */
  void rateLimit(RateLimit limit);

  /**
   * Another call served this one, or a part of it: who served it becomes who served this, and its
   * warnings and limits are this call's too. For drivers that stand before other calls.
   */
  void relayed(CallReport report);

  /**
   * Evidence of the end: the service gave a finish reason. Usage may still follow; the guard waits
   * a moment for {@link #complete} and then ends the call as completed whatever comes. Since that
   * moment holds no content, more is {@linkplain #wantsMore wanted} in it whatever the demand.
   */
  void finish(FinishReason reason);

  /** Evidence of the end, and the end: the protocol's own mark was seen. */
  void complete();

  /**
   * The bytes ended cleanly, without the protocol's own end mark. Where there was not one byte, a
   * driver {@linkplain #fail fails} with {@link dev.runnel.api.ErrorKind#EMPTY_ANSWER} instead: the
   * guard does not see bytes.
   */
  void endOfInput();

  /** The call failed. Provider and endpoint are filled in where the failure names none. */
  void fail(ChatException failure);

  /** Whether more content is wanted now. */
  boolean wantsMore();

  /**
   * How many contents are wanted now; {@link Long#MAX_VALUE}: without bound. For drivers that stand
   * before another call, or a service that can be asked for a number. By default: 1 where more is
   * wanted, else 0.
   */
  default long demand() {
    return wantsMore() ? 1 : 0;
  }

  /** Whether the call is over, for whatever reason; then nothing that is sent has an effect. */
  boolean isOver();

  /**
   * Sets what runs when demand returns after it was exhausted; at once, where it has returned since
   * the driver was told that it was. It must be quick, must not block, and may run on any thread,
   * also before this method returns and within the methods that signal. One action at a time: a
   * later one replaces an earlier one.
   */
  void onDemand(Runnable resume);

  /**
   * Sets what aborts the exchange upstream: it runs at most once, when the call ends before the
   * driver ended it, on a thread that delivers nothing; at once and on this thread if that has
   * already happened. It should not block. One action at a time: a later one replaces an earlier
   * one.
   */
  void onAbort(Runnable abort);

  /**
   * Runs code that may signal several contents (everything of one socket read, say), so that they
   * are handed to the consumer together and threads are woken once. Never needed, often faster.
   */
  void batch(Runnable signals);

  /**
   * The clocks of this call; the transport keeps {@link Timeouts#connect()}, the guard the rest.
   */
  Timeouts timeouts();
}
