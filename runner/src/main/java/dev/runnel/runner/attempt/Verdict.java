package dev.runnel.runner.attempt;

/** What is done after an attempt that failed. */
public enum Verdict {
  /** The same candidate is tried again after a wait, then the others. */
  RETRIED("retried here"),
  /** The next candidate is tried; not this one again. */
  MOVED_ON("moved on"),
  /** Nobody else is tried. */
  ENDED("ended");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
