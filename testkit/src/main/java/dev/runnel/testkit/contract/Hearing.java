package dev.runnel.testkit.contract;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the caller of one guarded call has got so far. */
final class Hearing implements TokenSink {
  private final List<String> tokens = new ArrayList<>();
  private final StringBuilder reasoning = new StringBuilder();
  private final TreeMap<Integer, HeardToolCall> toolCalls = new TreeMap<>();
  private int contents;
  private @Nullable Outcome outcome;
  private @Nullable Call call;

  /**
   * A tool call put together from its pieces.
   *
   * @param id as the first piece had it
   */
  record HeardToolCall(String id, String name, String arguments) {
    HeardToolCall plus(ChatEvent.ToolCallDelta delta) {
      return new HeardToolCall(
          delta.id().orElse(id), delta.name().orElse(name), arguments + delta.arguments());
    }
  }

  static Hearing of(Call call) {
    Hearing hearing = new Hearing();
    hearing.call = call;
    call.outcome().thenAccept(hearing::ended);
    call.stream(hearing);
    return hearing;
  }

  private synchronized void ended(Outcome end) {
    outcome = end;
    notifyAll();
  }

  @Override
  public synchronized void onToken(String token) {
    tokens.add(token);
    contents++;
    notifyAll();
  }

  @Override
  public synchronized void onReasoning(String text) {
    reasoning.append(text);
    contents++;
    notifyAll();
  }

  @Override
  public synchronized void onToolCall(ChatEvent.ToolCallDelta delta) {
    toolCalls.merge(
        delta.index(), new HeardToolCall("", "", "").plus(delta), (one, other) -> one.plus(delta));
    contents++;
    notifyAll();
  }

  void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  synchronized String text() {
    return String.join("", tokens);
  }

  synchronized String reasoningText() {
    return reasoning.toString();
  }

  synchronized List<HeardToolCall> toolCalls() {
    return List.copyOf(toolCalls.values());
  }

  synchronized int contents() {
    return contents;
  }

  synchronized Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Why it did not complete, if it has ended so. */
  Optional<ChatException> failure() {
    return outcome()
        .flatMap(
            end ->
                end.fold(
                    completed -> Optional.empty(),
                    incomplete -> Optional.of(incomplete.cause()),
                    failed -> Optional.of(failed.cause()),
                    cancelled -> Optional.empty()));
  }

  /** What happened, in words for the author of a driver. */
  @Override
  public String toString() {
    return "the caller got " + said() + " and " + ending();
  }

  private String said() {
    String text = text();
    String shown =
        contents() == 0
            ? "no content"
            : "'" + (text.length() > 200 ? text.substring(0, 200) + "…" : text) + "'";
    return shown
        + (reasoningText().isEmpty() ? "" : ", reasoning '" + reasoningText() + "'")
        + (toolCalls().isEmpty() ? "" : ", tool calls " + toolCalls());
  }

  private String ending() {
    return outcome()
        .map(
            end ->
                end.fold(
                    completed -> "Completed (" + completed.finishReason().kind() + ")",
                    incomplete ->
                        "Incomplete ("
                            + incomplete.reason()
                            + "): "
                            + incomplete.cause().describe(),
                    failed ->
                        "Failed ("
                            + failed.cause().kind()
                            + (failed.contentDelivered() ? ", content was delivered" : "")
                            + "): "
                            + failed.cause().describe(),
                    cancelled -> "Cancelled"))
        .orElse("no outcome");
  }
}
