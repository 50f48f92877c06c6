package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.List;

/**
 * One service as the sandbox speaks it. To add one, write it in its own file and name it in {@link
 * Services}. Called by event loops, several at once.
 */
public interface Service {

  /** For example {@code ails}. */
  String id();

  /** Whether requests to this path can be meant for this service. */
  boolean owns(String path);

  /**
   * Whether this request is meant for this service rather than for another that owns the same path.
   * Asked only where there is another.
   */
  default boolean hintedAt(ReceivedRequest request) {
    return true;
  }

  /** What {@link #hintedAt} looks for, in words. */
  default String hint() {
    return "nothing";
  }

  /** Finds everything that is wrong with a request to this service. */
  void check(ReceivedRequest request, Findings findings);

  /** What an answer may quote; called only for requests without findings. */
  Asked asked(ReceivedRequest request);

  /**
   * The conversation so far, its last message included; called only for requests without findings.
   */
  List<Turn> conversation(ReceivedRequest request);

  /** Told what a request was answered, where that was a real answer and no scripted one. */
  default void answered(ReceivedRequest request, String answer) {}

  /** How this service writes its answers. */
  Dialect dialect();
}
