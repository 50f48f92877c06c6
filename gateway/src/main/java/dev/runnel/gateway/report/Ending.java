package dev.runnel.gateway.report;

import java.util.Locale;

/** How a request ended: exactly one of these. */
public enum Ending {
  /** The client got the whole answer. */
  COMPLETED,
  /**
   * The gateway answered it without asking anybody: it was wrong, or came at a wrong time, or there
   * was nobody to ask.
   */
  REFUSED,
  /**
   * The services that were asked failed, before or after the first content; or the gateway itself
   * did.
   */
  FAILED,
  /** The answer began and broke off. */
  INCOMPLETE,
  /** The client left before the end. */
  CLIENT_GONE,
  /** The client took nothing for so long that it was dropped. */
  SLOW_CLIENT,
  /** The gateway stopped and could not wait for the end. */
  SHUTDOWN;

  /** As logs and metrics write it, such as {@code client_gone}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
