package dev.runnel.sandbox.script;

/** What happens after the last thing said. */
public enum Ending {
  /** The body ends as its framing says; the connection may be used again. */
  CLEAN,
  /** The connection is closed (FIN), whatever the framing promised. */
  CLOSE,
  /** The connection is reset (RST), whatever the framing promised. */
  RESET,
  /** Nothing more happens: the body does not end and the connection stays open. */
  STAY_OPEN
}
