package dev.runnel.distribution.contract;

import dev.runnel.sandbox.script.Gate;

/** One call, seen by its caller. */
interface Listening {
  /** Starts the call. Opens {@code heard} once the expected text has come; acts as promised. */
  interface View {
    Listening start(Setting setting, Promise promise, Upstream upstream, Gate heard);
  }

  /** Ends the call. */
  void cancel();

  /** Waits for the end and fails where it is not what was promised. */
  void assertTold(Expected expected);
}
