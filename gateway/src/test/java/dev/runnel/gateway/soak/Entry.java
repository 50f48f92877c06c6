package dev.runnel.gateway.soak;

/**
 * What the books keep of a request that a client saw the end of.
 *
 * @param requestId what the gateway called it; empty where no head came
 * @param status of the response; 0 where no head came
 * @param attempts what the gateway said of them; 0 where it said nothing
 * @param end how it ended
 */
record Entry(String requestId, int status, int attempts, Sighting.End end) {
  static Entry of(Sighting seen) {
    return new Entry(seen.requestId(), seen.status(), seen.attempts(), seen.end());
  }
}
