package dev.runnel.api;

/** Whether a model has a feature. {@link #UNKNOWN} is an honest answer, not a polite no. */
public enum Support {
  YES,
  NO,
  UNKNOWN
}
