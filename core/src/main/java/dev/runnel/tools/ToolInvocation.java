package dev.runnel.tools;

/** One run of a tool, as its function sees it. Safe to use from any thread. */
public interface ToolInvocation {
  /** The tool's name. */
  String name();

  /** The id that the model gave this call. */
  String callId();

  /** The arguments: a whole JSON object, but not checked against the tool's schema. */
  String arguments();

  /** Whether the result is not wanted any more. */
  boolean isCancelled();

  /**
   * Sets what runs when the result is not wanted any more, for functions that wait for something
   * other than their own thread; at once and on this thread where that is so already. It must be
   * quick. Actions add up; none runs after the function has returned.
   */
  void onCancel(Runnable action);
}
