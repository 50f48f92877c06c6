package dev.runnel.guard;

/** The words for what foreign code threw. */
final class Thrown {
  private Thrown() {}

  /** What it says of itself; its class where even that throws. */
  static String text(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable again) { // foreign code as well: it may not keep the call from ending
      return thrown.getClass().getName();
    }
  }
}
