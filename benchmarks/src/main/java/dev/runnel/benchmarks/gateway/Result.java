package dev.runnel.benchmarks.gateway;

/**
 * What was measured of one gate.
 *
 * @param firstContent time from request to first content, one at a time
 * @param besideIt the same without a gate, in turns with it
 * @param leftBefore time from the client's leaving to the service's noticing, before an answer
 * @param leftAmid the same in the middle of a stream
 * @param rush whole streams as fast as they go
 * @param first CPU time for each of the first short answers after its start, in microseconds
 * @param brief short answers as fast as they go
 * @param paced many streams at the pace of a model
 */
record Result(
    String name,
    Figures firstContent,
    Figures besideIt,
    Figures leftBefore,
    Figures leftAmid,
    Load rush,
    double first,
    Load brief,
    Load paced) {

  /** What the gate adds to the time to the first content, in milliseconds, at the median. */
  double added() {
    return firstContent.millis(0.5) - besideIt.millis(0.5);
  }

  /**
   * What went through, and what it took.
   *
   * @param events in a second
   * @param answers in a second
   * @param broken answers that were not whole, in all
   * @param cpu seconds of CPU time of the gate, per second
   */
  record Load(double events, double answers, long broken, double cpu) {
    /** Microseconds of CPU time for each event. */
    double microsPerEvent() {
      return cpu * 1e6 / events;
    }

    /** Microseconds of CPU time for each answer. */
    double microsPerAnswer() {
      return cpu * 1e6 / answers;
    }
  }
}
