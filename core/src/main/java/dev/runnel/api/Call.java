package dev.runnel.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * One request on its way: a single-use handle. Creating it does no I/O; one of its four views
 * starts it, and asking for a second view throws {@link IllegalStateException}.
 *
 * <p>Safe to use from any thread.
 */
public interface Call {
  /** What is asked. */
  ChatRequest request();

  /**
   * Starts the call and hands the answer to a sink. Returns at once.
   *
   * @throws IllegalStateException when the call already has a view
   */
  void stream(TokenSink sink);

  /**
   * Starts the call and gathers the answer.
   *
   * @return completes with a {@link Outcome.Completed} answer; else exceptionally: with an {@link
   *     IncompleteAnswerException} that keeps what had arrived, a {@link ChatException}, or a
   *     {@link java.util.concurrent.CancellationException}
   * @throws IllegalStateException when the call already has a view
   */
  CompletionStage<Answer> answer();

  /**
   * Starts the call and gives its text as a lazy stream that blocks the thread which reads it.
   * Close it: closing early cancels the call. Throws, while it is read, what {@link #answer()}
   * completes with where the answer is not whole; a thread that is interrupted while it waits
   * cancels the call.
   *
   * @throws IllegalStateException when the call already has a view, or on an event loop, which must
   *     not block
   */
  Stream<String> tokens();

  /**
   * The answer as a publisher for exactly one subscriber; subscribing starts the call. Reactive
   * Streams rules hold: nothing follows the subscription's cancel, every event (usage and
   * signatures included) takes demand, and {@link Outcome.Incomplete} and {@link Outcome.Failed}
   * are {@code onError}.
   *
   * @throws IllegalStateException when the call already has a view
   */
  Flow.Publisher<ChatEvent> publisher();

  /**
   * Asks for more content on the sink's behalf. Counts add up; {@link Long#MAX_VALUE} is no limit.
   * While nothing is asked for, the upstream socket is not read.
   *
   * @param contents how many more; at least 1
   * @throws IllegalArgumentException when it is below 1
   * @throws IllegalStateException when the view is not a sink's
   */
  void request(long contents);

  /**
   * Ends the call in whatever phase it is: aborts the exchange upstream within milliseconds and
   * gives {@link Outcome.Cancelled}, unless the end had been delivered before. Idempotent; does not
   * wait; from the moment the handle exists.
   */
  void cancel();

  /**
   * What the caller should know so far beside the answer; all of it is in the {@linkplain
   * Outcome#report() outcome's report}. What of the request does not reach the model is here before
   * the first content is. By default: nothing.
   *
   * @return unmodifiable; in the order in which they arose
   */
  default List<Warning> warnings() {
    return List.of();
  }

  /**
   * The truth, whatever the view could show. Completes after the view's last signal, always
   * normally, on the client's executor. A call that is neither started nor cancelled has no
   * outcome.
   */
  CompletionStage<Outcome> outcome();
}
