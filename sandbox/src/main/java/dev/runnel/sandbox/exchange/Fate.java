package dev.runnel.sandbox.exchange;

/** What has become of an answer. */
public enum Fate {
  /** It is being sent, or waits, or stays open as scripted. */
  IN_PROGRESS,
  /** It was sent to its clean end. */
  ANSWERED,
  /** The sandbox closed or reset the connection before its end, as scripted. */
  CUT,
  /** The client closed or reset the connection before its end. */
  ABORTED
}
