package dev.runnel.tools;

import dev.runnel.api.ContentPart;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The functions of one round: some at a time, their results told in the order of the calls. */
final class RunningTools implements Stage {
  /** How much of arguments that are none a model is shown again. */
  private static final int SHOWN = 200;

  private final List<ContentPart.ToolCall> calls;
  private final LoopSettings settings;
  private final Exchange exchange;
  private final Consumer<List<ContentPart>> onResults;
  private final Consumer<RejectedExecutionException> onRejection;

  // Guarded by this.
  private final Map<Integer, RunningTool> running = new TreeMap<>();
  private final Map<Integer, ContentPart.ToolResult> waiting = new TreeMap<>();
  private final List<ContentPart> told = new ArrayList<>();
  private int next;
  private boolean telling;
  private boolean over;

  /**
   * Prepares the functions.
   *
   * @param onResults told, once all have come, the results
   * @param onRejection told when no thread could be had for a function; nothing follows
   */
  RunningTools(
      List<ContentPart.ToolCall> calls,
      LoopSettings settings,
      Exchange exchange,
      Consumer<List<ContentPart>> onResults,
      Consumer<RejectedExecutionException> onRejection) {
    this.calls = calls;
    this.settings = settings;
    this.exchange = exchange;
    this.onResults = onResults;
    this.onRejection = onRejection;
  }

  /** Starts as many as may run, and tells what is known already. */
  void start() {
    while (true) {
      int index;
      RunningTool tool;
      synchronized (this) {
        if (over || next == calls.size() || running.size() == settings.parallel()) {
          break;
        }
        index = next++;
        ContentPart.ToolCall call = calls.get(index);
        RegisteredTool registered = settings.tools().get(call.name());
        if (registered == null || !call.isWhole()) {
          waiting.put(index, new ContentPart.ToolResult(call.id(), refusal(call), true));
          continue;
        }
        tool = new RunningTool(call, registered, settings, result -> came(index, result));
        running.put(index, tool);
      }
      try {
        settings.executor().execute(tool);
      } catch (RejectedExecutionException e) {
        onRejection.accept(e);
        return;
      }
    }
    tell();
  }

  private String refusal(ContentPart.ToolCall call) {
    if (!settings.tools().containsKey(call.name())) {
      return "There is no tool '"
          + call.name()
          + "'; there are: "
          + String.join(", ", settings.tools().keySet());
    }
    String arguments = call.argumentsJson();
    return "The arguments are not a JSON object: "
        + (arguments.length() > SHOWN ? arguments.substring(0, SHOWN) + "…" : arguments);
  }

  private void came(int index, ContentPart.ToolResult result) {
    synchronized (this) {
      if (over) {
        return;
      }
      running.remove(index);
      waiting.put(index, result);
    }
    start();
  }

  /** Tells what has come and is next, one thread at a time. */
  private void tell() {
    while (true) {
      ContentPart.ToolResult result;
      synchronized (this) {
        if (over || telling) {
          return;
        }
        if (told.size() == calls.size()) {
          over = true;
          break;
        }
        result = waiting.remove(told.size());
        if (result == null) {
          return;
        }
        told.add(result);
        telling = true;
      }
      exchange.toolResult(result);
      synchronized (this) {
        telling = false;
      }
    }
    onResults.accept(told);
  }

  @Override
  public void resume() {}

  @Override
  public void abort() {
    List<RunningTool> all;
    synchronized (this) {
      over = true;
      all = List.copyOf(running.values());
    }
    all.forEach(RunningTool::cancel);
  }
}
