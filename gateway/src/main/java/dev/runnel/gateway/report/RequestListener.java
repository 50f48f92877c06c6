package dev.runnel.gateway.report;

import java.util.List;

/**
 * Hears of requests. Called on any thread, event loops among them: methods are quick and do not
 * block. What they throw is logged and changes nothing.
 */
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = new RequestListener() {};

  /** Tells several, in this order. */
  static RequestListener all(List<RequestListener> several) {
    List<RequestListener> all = List.copyOf(several);
    return new RequestListener() {
      @Override
      public void onBegin(String id) {
        all.forEach(one -> one.onBegin(id));
      }

      @Override
      public void onFirstContent(String id) {
        all.forEach(one -> one.onFirstContent(id));
      }

      @Override
      public void onEnd(RequestReport report) {
        all.forEach(one -> one.onEnd(report));
      }
    };
  }

  /** A request's head is there. */
  default void onBegin(String id) {}

  /** The service's first content came. */
  default void onFirstContent(String id) {}

  /**
   * A request is over, and so is the call that was made for it: once for each that began, whatever
   * it was. Of an answered look at the metrics no end is told.
   */
  default void onEnd(RequestReport report) {}
}
