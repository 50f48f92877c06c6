package dev.runnel.gateway.report;

/**
 * Hears of requests. Called on any thread, event loops among them: methods are quick and do not
 * block. What they throw is logged and changes nothing.
 */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = new RequestListener() {};

  /** A request's head is there. */
  default void onBegin(String id) {}

  /** The service's first content came. */
  default void onFirstContent(String id) {}

  /**
   * A request is over, and so is the call that was made for it: once for each that began, whatever
   * it was.
   */
  default void onEnd(RequestReport report) {}
}
