package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Wanted;
import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * One service as the sandbox speaks it. To add one, write it in its own file and name it in {@link
 * Services}. Called by event loops, several at once.
 */
public interface Service {

  /** For example {@code ails}. */
  String id();

  /** What a client's base URL has after scheme, host and port, for example {@code /v1}. */
  default String basePath() {
    return "";
  }

  /** Whether requests to this path, {@link #basePath()} included, can be meant for this service. */
  boolean owns(String path);

  /**
   * Whether this request is meant for this service rather than for another that owns the same path.
   * Asked only where there is another. Each path that several own needs one who {@linkplain
   * #takesTheUnhinted() takes the rest}.
   */
  default boolean hintedAt(ReceivedRequest request) {
    return true;
  }

  /** Whether it takes the requests to its paths that are hinted at no other owner of them. */
  default boolean takesTheUnhinted() {
    return false;
  }

  /** Finds everything that is wrong with a request to this service, its method included. */
  void check(ReceivedRequest request, Findings findings);

  /**
   * How a request with these findings, one or more, is refused; by default with all of them in one
   * message. A service of today does it in its own form.
   */
  default Script refused(ReceivedRequest request, Findings findings) {
    return Script.status(findings.status())
        .json(
            Errors.document(
                "sandbox_violation", id() + ": " + String.join("; ", findings.messages())));
  }

  /**
   * The answer to a request that is no chat, such as that for a list of models; empty for a chat.
   * Called only for requests without findings.
   */
  default Optional<Script> other(ReceivedRequest request) {
    return Optional.empty();
  }

  /** What an answer may quote; called only for chats without findings. */
  Asked asked(ReceivedRequest request);

  /** The conversation so far, its last message included; called only for chats without findings. */
  List<Turn> conversation(ReceivedRequest request);

  /** What form of answer is asked for; called only for chats without findings. */
  default Wanted wanted(ReceivedRequest request) {
    return Wanted.TEXT;
  }

  /** The id of a tool call that nobody scripted. */
  default String toolCallId(long number) {
    return "call_" + number;
  }

  /** Told what a request was answered, where that was a real answer and no scripted one. */
  default void answered(ReceivedRequest request, String answer) {}

  /** How this service writes its answer to this request, which may have findings. */
  Dialect dialect(ReceivedRequest request);

  /** The headers that its answers have besides those that a script names. */
  default List<Entry<String, String>> headers(ReceivedRequest request) {
    return List.of();
  }
}
