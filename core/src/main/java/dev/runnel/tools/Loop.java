package dev.runnel.tools;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Usage;
import dev.runnel.guard.Guard;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one call: a driver whose service is another client. The guard before it keeps the
 * contract; the guards of the rounds keep it for each.
 */
final class Loop implements Driver {
  // Everything passes here: what the service does not honour, its own guard refuses or drops.
  private static final Capabilities ANY =
      Capabilities.builder().openEnded().honours(RequestParameter.values()).build();

  private final ChatClient client;
  private final LoopSettings settings;
  private final ChatRequest request;
  private final Call first;
  private volatile List<Message> conversation;
  private volatile Runnable cancelWhole = () -> {};

  private final Object lock = new Object();
  private @Nullable Stage stage;
  private boolean over;

  // Handed from stage to stage, each of which happens before the next.
  private int rounds;
  private int toolCalls;
  private Usage usage = Usage.ABSENT;

  /**
   * Prepares the first round.
   *
   * @throws RuntimeException what the client throws when it is asked for a call
   */
  Loop(ChatClient client, LoopSettings settings, ChatRequest request) {
    this.client = client;
    this.settings = settings;
    this.request = request;
    this.conversation = request.messages();
    this.first = client.call(next());
  }

  List<Message> conversation() {
    return conversation;
  }

  /** Sets how the whole is cancelled, which a driver cannot. */
  void cancelWhole(Runnable cancel) {
    cancelWhole = cancel;
  }

  @Override
  public Capabilities capabilities() {
    return ANY;
  }

  @Override
  public boolean onEventLoop() {
    return Guard.onEventLoopOf(first);
  }

  @Override
  public void start(ChatRequest same, Exchange exchange) {
    exchange.onAbort(this::abort);
    exchange.onDemand(this::resume);
    ask(first, exchange);
  }

  private void ask(Call call, Exchange exchange) {
    Round round =
        new Round(
            call, exchange, toolCalls, usage, (ended, outcome) -> ended(ended, outcome, exchange));
    if (!enter(round)) {
      return;
    }
    rounds++;
    try {
      round.start();
    } catch (Throwable thrown) { // the client is foreign code, too
      fail("A round could not be started: " + thrown.getMessage(), thrown, exchange);
    }
  }

  private void ended(Round round, Outcome outcome, Exchange exchange) {
    if (isOver()) {
      return; // the round was stopped, and why is told elsewhere
    }
    exchange.relayed(outcome.report());
    usage = usage.plus(outcome.usage());
    toolCalls = round.nextIndex();
    outcome.<Boolean>fold(
        completed -> answered(round, completed, exchange),
        incomplete -> {
          if (incomplete.reason() == Outcome.Incomplete.Reason.ENDED_EARLY) {
            exchange.endOfInput();
          } else {
            exchange.fail(incomplete.cause());
          }
          return false;
        },
        failed -> {
          exchange.fail(failed.cause());
          return false;
        },
        cancelled -> {
          cancelWhole.run(); // the round's client was closed, say
          return false;
        });
  }

  private boolean answered(Round round, Outcome.Completed completed, Exchange exchange) {
    Answer answer =
        new Answer(
            round.parts(), true, completed.finishReason(), completed.usage(), completed.report());
    List<ContentPart.ToolCall> calls = answer.toolCalls();
    if (!isToBeRun(calls, completed.finishReason())) {
      say(answer.messages());
      exchange.finish(completed.finishReason());
      exchange.complete();
      return true;
    }
    if (rounds == settings.maxRounds()) {
      exchange.fail(tooManyRounds());
      return false;
    }
    RunningTools tools =
        new RunningTools(
            calls,
            settings,
            exchange,
            results -> goOn(answer, results, exchange),
            rejection -> fail("The executor of the tools takes no more work", rejection, exchange));
    if (enter(tools)) {
      tools.start();
    }
    return true;
  }

  /**
   * Whether there are calls, all of them whole as far as the finish reason tells, and none of a
   * tool that the caller brought without a function, to run it himself.
   */
  private boolean isToBeRun(List<ContentPart.ToolCall> calls, FinishReason reason) {
    boolean whole =
        switch (reason.kind()) {
          case TOOL_CALLS, STOP, NOT_GIVEN -> true;
          default -> false;
        };
    return whole && !calls.isEmpty() && calls.stream().noneMatch(this::isTheCallers);
  }

  private boolean isTheCallers(ContentPart.ToolCall call) {
    return !settings.tools().containsKey(call.name())
        && request.tools().stream().anyMatch(tool -> tool.name().equals(call.name()));
  }

  private void goOn(Answer answer, List<ContentPart> results, Exchange exchange) {
    List<Message> both = new ArrayList<>(answer.messages());
    both.add(new Message(Role.TOOL, results));
    say(both); // at once: nobody sees the calls without their results
    Call call;
    try {
      call = client.call(next());
    } catch (Throwable thrown) { // the client is foreign code, too
      fail("The next round could not be asked for: " + thrown.getMessage(), thrown, exchange);
      return;
    }
    ask(call, exchange);
  }

  private void say(List<Message> messages) {
    List<Message> longer = new ArrayList<>(conversation);
    messages.stream().filter(message -> !message.parts().isEmpty()).forEach(longer::add);
    conversation = List.copyOf(longer);
  }

  private ChatRequest next() {
    List<String> there = request.tools().stream().map(Tool::name).toList();
    ChatRequest.Builder next =
        ChatRequest.builder(request)
            .messages(conversation)
            .tools(
                settings.tools().values().stream()
                    .map(RegisteredTool::tool)
                    .filter(tool -> !there.contains(tool.name()))
                    .toArray(Tool[]::new));
    // A model that is made to call a tool in every round never comes to an answer.
    boolean made =
        switch (request.toolChoice().mode()) {
          case REQUIRED, NAMED -> true;
          case AUTO, NONE -> false;
        };
    return made && rounds > 0 ? next.toolChoice(ToolChoice.AUTO).build() : next.build();
  }

  private ChatException tooManyRounds() {
    return ChatException.builder(
            ErrorKind.TOO_MANY_ROUNDS,
            "The model still asks for tools after " + settings.maxRounds() + " rounds")
        .nextStep("Allow more rounds, or ask for less at a time")
        .build();
  }

  private void fail(String message, Throwable cause, Exchange exchange) {
    abort();
    exchange.fail(
        cause instanceof ChatException failure
            ? failure
            : ChatException.builder(ErrorKind.INTERNAL, message).cause(cause).build());
  }

  // ---- stages ----

  private boolean enter(Stage next) {
    synchronized (lock) {
      if (over) {
        return false;
      }
      stage = next;
      return true;
    }
  }

  private boolean isOver() {
    synchronized (lock) {
      return over;
    }
  }

  private void resume() {
    Stage now;
    synchronized (lock) {
      now = stage;
    }
    if (now != null) {
      now.resume();
    }
  }

  private void abort() {
    Stage now;
    synchronized (lock) {
      over = true;
      now = stage;
    }
    if (now != null) {
      now.abort();
    }
  }
}
