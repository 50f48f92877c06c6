package dev.runnel.http.openai;

/**
 * Takes what an {@link OpenAiDecoder} finds in one event, in the order of the methods below,
 * whatever the order in the event. An event that is malformed tells nothing at all.
 */
public interface OpenAiListener {

  /** The answer's id: once, and again where it changes. */
  default void onId(String id) {}

  /** The model that answers, as the service names it: once, and again where it changes. */
  default void onModel(String model) {}

  /** A piece of the reasoning, not empty. */
  default void onReasoning(String delta) {}

  /** A piece of the answer's text, not empty. */
  default void onText(String delta) {}

  /** A piece of a refusal, not empty. */
  default void onRefusal(String delta) {}

  /** A piece of a tool call. */
  default void onToolCall(OpenAiToolCallDelta delta) {}

  /** How many tokens were used. */
  default void onUsage(OpenAiUsage usage) {}

  /** Why generation ended, as the service names it; never told of an event that holds an error. */
  default void onFinish(String reason) {}

  /** The event holds an error. */
  default void onError(OpenAiError error) {}
}
