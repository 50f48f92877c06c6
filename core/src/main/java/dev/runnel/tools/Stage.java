package dev.runnel.tools;

/** What a loop is doing: a model answers, or functions run. */
interface Stage {
  /** Demand has returned. */
  void resume();

  /** Stops, within milliseconds and without a further word. */
  void abort();
}
