package dev.runnel.history;

import java.util.Locale;

/** How far an exchange has come, as far as the log knows. May grow. */
public enum ExchangeState {
  /** The answer still arrives. */
  RUNNING,
  /** The answer is whole. */
  COMPLETED,
  /** The answer began and broke off. */
  INCOMPLETE,
  /** The exchange failed. */
  FAILED,
  /** The user ended it. */
  CANCELLED,
  /** The process that wrote it died before the answer's end; what it had written is there. */
  INTERRUPTED;

  /** The state's name where programs read it: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ExchangeState ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
