package dev.runnel.tools;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.guard.ForwardingCall;
import java.util.List;

/** The guarded call of one loop, with what only a loop can tell. */
final class LoopRun extends ForwardingCall implements ToolRun {
  private final ChatRequest request;
  private final Loop loop;
  private final Runnable onView;

  /**
   * Wraps a call.
   *
   * @param onView told before the call gets its view
   */
  LoopRun(ChatRequest request, Call call, Loop loop, Runnable onView) {
    super(call);
    this.request = request;
    this.loop = loop;
    this.onView = onView;
  }

  @Override
  public ChatRequest request() {
    return request;
  }

  @Override
  protected void viewed() {
    onView.run();
  }

  @Override
  public List<Message> conversation() {
    return loop.conversation();
  }
}
