package dev.runnel.http.openai;

/** The fields of a message whose strings are handed on piece by piece. */
enum Content {
  TEXT,
  REFUSAL,
  REASONING,
  REASONING_CONTENT
}
