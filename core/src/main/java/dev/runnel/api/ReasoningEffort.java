package dev.runnel.api;

/** How long a reasoning model may think before it answers. May grow. */
public enum ReasoningEffort {
  NONE,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH
}
