package dev.runnel.fake;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a fake does when it is asked: the parts of an answer in their order, pauses, and the end.
 * Immutable; every method gives a new one.
 *
 * <pre>{@code
 * FakeReply.text("It rains.")
 * FakeReply.nothing().reasoning("Hm.").tokens("It ", "rains.").usage(12, 3)
 * FakeReply.nothing().toolCall("weather", "{\"city\": \"Bern\"}")
 * FakeReply.nothing().tokens("It ").pause(Duration.ofMinutes(2)).tokens("rains.")
 * FakeReply.nothing().tokens("It ").losesConnection()
 * FakeReply.failure(ErrorKind.RATE_LIMITED)
 * }</pre>
 *
 * A reply that does not say how it ends ends well: with the finish reason {@code TOOL_CALLS} where
 * it calls tools, else with {@code STOP}.
 */
public final class FakeReply {
  private static final FakeReply NOTHING = new FakeReply(List.of(), 0, false);
  private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

  private final List<Step> steps;
  private final int toolCalls;
  private final boolean ended;

  private FakeReply(List<Step> steps, int toolCalls, boolean ended) {
    this.steps = steps;
    this.toolCalls = toolCalls;
    this.ended = ended;
  }

  /** Nothing said yet. */
  public static FakeReply nothing() {
    return NOTHING;
  }

  /** A whole answer, in tokens of one word each. */
  public static FakeReply text(String text) {
    return NOTHING.tokens(
        WORD.matcher(text).results().map(MatchResult::group).toArray(String[]::new));
  }

  /** A whole answer, in these tokens. */
  public static FakeReply answer(String... tokens) {
    return NOTHING.tokens(tokens);
  }

  /** A failure before any content; see {@link #fails(ErrorKind)}. */
  public static FakeReply failure(ErrorKind kind) {
    return NOTHING.fails(kind);
  }

  // ---- what is said

  /** Pieces of the answer's text. */
  public FakeReply tokens(String... tokens) {
    return saying(exchange -> exchange::token, tokens);
  }

  /** Pieces of the model's reasoning. */
  public FakeReply reasoning(String... pieces) {
    return saying(exchange -> exchange::reasoning, pieces);
  }

  /** The opaque text with which a service signs the reasoning before it, and wants it back. */
  public FakeReply signature(String text) {
    requireNonNull(text, "text is null");
    return telling(exchange -> exchange.reasoningSignature(text));
  }

  /** A call of a tool, in one piece; its id is {@code call_1}, {@code call_2}, …. */
  public FakeReply toolCall(String name, String argumentsJson) {
    return toolCall("call_" + (toolCalls + 1), name, argumentsJson);
  }

  /**
   * A call of a tool.
   *
   * @param argumentPieces the arguments' JSON, in the pieces in which they arrive
   */
  public FakeReply toolCall(String id, String name, String... argumentPieces) {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    List<Step> pieces = new ArrayList<>();
    pieces.add(piece(Optional.of(id), Optional.of(name), first(argumentPieces)));
    for (int i = 1; i < argumentPieces.length; i++) {
      pieces.add(piece(Optional.empty(), Optional.empty(), argumentPieces[i]));
    }
    return then(pieces, toolCalls + 1, false);
  }

  private static String first(String... pieces) {
    return pieces.length == 0 ? "" : pieces[0];
  }

  private Step piece(Optional<String> id, Optional<String> name, String arguments) {
    ChatEvent.ToolCallDelta delta = new ChatEvent.ToolCallDelta(toolCalls, id, name, arguments);
    return new Step.Say(exchange -> exchange.toolCall(delta));
  }

  /** The tokens that the service counted. */
  public FakeReply usage(long inputTokens, long outputTokens) {
    return usage(Usage.reported(inputTokens, outputTokens));
  }

  /** The tokens that the service counted. */
  public FakeReply usage(Usage usage) {
    requireNonNull(usage, "usage is null");
    return telling(exchange -> exchange.usage(usage));
  }

  /** The model that the service says it is. */
  public FakeReply servedBy(String model) {
    requireNonNull(model, "model is null");
    return telling(exchange -> exchange.servedBy(model));
  }

  /** A warning on the outcome. */
  public FakeReply warning(String message) {
    Warning warning = new Warning(Warning.Kind.OTHER, message);
    return telling(exchange -> exchange.warn(warning));
  }

  // ---- time

  /** Waits, by the fake's clock: see {@link FakeProvider.Builder#time}. */
  public FakeReply pause(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A pause is not negative: " + duration);
    }
    return then(List.of(new Step.Pause(duration)), toolCalls, false);
  }

  /** Waits until the test lets it go on: until this has completed, normally or not. */
  public FakeReply await(CompletionStage<?> gate) {
    return then(List.of(new Step.Await(requireNonNull(gate, "gate is null"))), toolCalls, false);
  }

  // ---- ends; nothing can be said after them

  /** The same token again and again, without end, as fast as it is taken. */
  public FakeReply flood(String token) {
    requireNonNull(token, "token is null");
    return then(List.of(new Step.Flood(exchange -> exchange.token(token))), toolCalls, true);
  }

  /** Ends well, for this reason. */
  public FakeReply finish(FinishReason.Kind reason) {
    return finish(new FinishReason(reason, Optional.empty()));
  }

  /** Ends well, for this reason. */
  public FakeReply finish(FinishReason reason) {
    requireNonNull(reason, "reason is null");
    return ending(
        exchange -> {
          exchange.finish(reason);
          exchange.complete();
        });
  }

  /**
   * The service ends cleanly but gives no evidence that the answer is whole: {@code Incomplete}
   * after content, {@code Failed} before.
   */
  public FakeReply endsEarly() {
    return steps.isEmpty() ? fails(ErrorKind.EMPTY_ANSWER) : ending(Exchange::endOfInput);
  }

  /** The connection breaks: {@code Incomplete} after content, {@code Failed} before. */
  public FakeReply losesConnection() {
    return fails(ErrorKind.CONNECTION);
  }

  /** The service says nothing more and does not end: a clock of the call, or its caller, does. */
  public FakeReply stalls() {
    return ending(exchange -> {});
  }

  /** Fails so, with the retry advice that is usual for the kind. */
  public FakeReply fails(ErrorKind kind) {
    return fails(ChatException.of(kind, "The fake failed as its script says: " + kind));
  }

  /** Fails with exactly this, for instance to say when to retry. */
  public FakeReply fails(ChatException failure) {
    requireNonNull(failure, "failure is null");
    return ending(exchange -> exchange.fail(failure));
  }

  // ---- for the fake

  /** These steps and nothing else. */
  static FakeReply of(List<Step> steps) {
    return new FakeReply(List.copyOf(steps), 0, true);
  }

  /** All that it does, the end included. */
  List<Step> steps() {
    return ended
        ? steps
        : finish(toolCalls > 0 ? FinishReason.Kind.TOOL_CALLS : FinishReason.Kind.STOP).steps;
  }

  private FakeReply saying(
      java.util.function.Function<Exchange, Predicate<String>> signal, String... pieces) {
    List<Step> said =
        Arrays.stream(pieces)
            .map(piece -> requireNonNull(piece, "a piece is null"))
            .<Step>map(piece -> new Step.Say(exchange -> signal.apply(exchange).test(piece)))
            .toList();
    return then(said, toolCalls, false);
  }

  private FakeReply telling(Consumer<Exchange> signal) {
    return then(List.of(new Step.Tell(signal)), toolCalls, false);
  }

  private FakeReply ending(Consumer<Exchange> signal) {
    return then(List.of(new Step.Tell(signal)), toolCalls, true);
  }

  private FakeReply then(List<Step> more, int calls, boolean end) {
    if (ended) {
      throw new IllegalStateException("This reply has ended already; nothing can follow");
    }
    List<Step> all = new ArrayList<>(steps);
    all.addAll(more);
    return new FakeReply(Collections.unmodifiableList(all), calls, end);
  }
}
