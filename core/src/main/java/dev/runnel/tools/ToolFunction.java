package dev.runnel.tools;

/** What a tool does when a model calls it. Safe to use from several threads. */
@FunctionalInterface
public interface ToolFunction {
  /**
   * Does it. May block; its thread is interrupted when the call that it works for ends or its time
   * is over, and what it gives then is ignored.
   *
   * @param invocation what the model wants
   * @return the result as the model gets it, often JSON
   * @throws Exception told to the model as the tool's failure, by {@linkplain
   *     ToolLoop.Builder#errorText its message}: it goes to the service, so no secret belongs in it
   */
  String run(ToolInvocation invocation) throws Exception;
}
