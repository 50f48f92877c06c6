package dev.runnel.api;

import java.util.Locale;

/** What a model may be able to do beyond answering one message with text. May grow. */
public enum Feature {
  /** Tokens arrive while the model still writes. */
  STREAMING,
  /** System messages steer the answer. */
  SYSTEM_MESSAGES,
  /** More than the last message reaches the model. */
  MULTI_TURN,
  /** Images in messages. */
  IMAGES,
  /** Tool definitions, calls and results. */
  TOOLS,
  /** More than one tool call in an answer. */
  PARALLEL_TOOL_CALLS,
  /** Answers that follow a JSON schema. */
  JSON_SCHEMA,
  /** Answers that are some JSON object. */
  JSON_OBJECT,
  /** Reasoning shown apart from the answer. */
  REASONING,
  /** Token counts reported by the service. */
  USAGE;

  /** The feature in words, such as {@code json schema}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
