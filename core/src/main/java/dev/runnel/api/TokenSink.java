package dev.runnel.api;

/**
 * Where tokens go: {@code call.stream(System.out::print)}.
 *
 * <p>Calls are serial, each happens-before the next, on the client's executor and never on an event
 * loop (unless the client was told to deliver directly). A method that throws ends the call: the
 * exchange upstream is aborted and the outcome is {@link Outcome.Failed} of kind {@link
 * ErrorKind#CONSUMER}; only what {@link #onEnd} throws is logged and changes nothing.
 */
@FunctionalInterface
public interface TokenSink {
  /**
   * A piece of the answer.
   *
   * @param token never empty, never half a character
   */
  void onToken(String token);

  /**
   * The first signal. Asks for everything unless overridden; an overriding sink calls {@link
   * Call#request(long)}, here or later, for as many contents (tokens, pieces of reasoning and of
   * tool calls, tool results) as it can take.
   */
  default void onStart(Call call) {
    call.request(Long.MAX_VALUE);
  }

  /** A piece of the model's reasoning; ignored by default. */
  default void onReasoning(String text) {}

  /**
   * The service signed what it has said; ignored by default. Needed only by who continues the
   * conversation from what the sink saw; see {@link ChatEvent.ReasoningSignature}.
   */
  default void onReasoningSignature(String signature) {}

  /** A piece of a tool call; ignored by default. */
  default void onToolCall(ChatEvent.ToolCallDelta delta) {}

  /** A tool call was run within the call and gave this; ignored by default. */
  default void onToolResult(ContentPart.ToolResult result) {}

  /** The service counted tokens; ignored by default, since the outcome tells it too. */
  default void onUsage(Usage usage) {}

  /** The last signal, exactly once, whatever happened; ignored by default. */
  default void onEnd(Outcome outcome) {}
}
