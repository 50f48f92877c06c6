package dev.runnel.api;

import java.util.Locale;

/** A part of a {@link ChatRequest} that a service may honour or ignore. May grow. */
public enum RequestParameter {
  MODEL,
  MESSAGES,
  TEMPERATURE,
  TOP_P,
  MAX_TOKENS,
  STOP,
  SEED,
  PRESENCE_PENALTY,
  FREQUENCY_PENALTY,
  REASONING_EFFORT,
  CONVERSATION_ID;

  /** The parameter in words, such as {@code presence penalty}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
