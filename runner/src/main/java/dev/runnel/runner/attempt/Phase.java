package dev.runnel.runner.attempt;

/** How far an attempt had come when it failed. */
public enum Phase {
  /** There was no connection yet, or no client that could make one. */
  CONNECTING("connecting"),
  /** The request was sent, and the service had not begun to answer. */
  BEFORE_ANSWER("before the answer's head"),
  /** The service had begun to answer, without content so far. */
  BEFORE_CONTENT("before the first content"),
  /** Content had come: the point of no return. */
  AFTER_CONTENT("after content"),
  /** Content and a finish reason had come. */
  AFTER_FINISH("after the finish reason");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  /** Whether the attempt has given content, so that nobody else may be tried. */
  public boolean contentSeen() {
    return compareTo(AFTER_CONTENT) >= 0;
  }

  @Override
  public String toString() {
    return words;
  }
}
