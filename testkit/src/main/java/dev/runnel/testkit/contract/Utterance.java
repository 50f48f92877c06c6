package dev.runnel.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import java.util.List;

/** One thing that a service says in an answer, before it is written in anybody's format. */
public sealed interface Utterance {
  /** What opens an answer and is no content: a role, a greeting. */
  record Beginning() implements Utterance {}

  /** A piece of the answer's text; whole characters. */
  record Token(String text) implements Utterance {
    public Token {
      requireNonNull(text, "text is null");
    }
  }

  /** A piece of reasoning. */
  record Reasoning(String text) implements Utterance {
    public Reasoning {
      requireNonNull(text, "text is null");
    }
  }

  /** The opaque text with which a service signs its reasoning and wants it back. */
  record Signature(String text) implements Utterance {
    public Signature {
      requireNonNull(text, "text is null");
    }
  }

  /**
   * A tool call, told in pieces.
   *
   * @param index which call of this answer, from 0
   * @param arguments the pieces of its JSON arguments, in order; at least one
   */
  record ToolCall(int index, String id, String name, List<String> arguments) implements Utterance {
    public ToolCall {
      arguments = List.copyOf(arguments);
    }
  }

  /** The reason why the model ended. */
  record Finish(FinishReason.Kind reason) implements Utterance {}

  /** Tokens counted. */
  record Usage(long input, long output) implements Utterance {}

  /** The protocol's own end mark. */
  record End() implements Utterance {}

  /** A sign of life without content. */
  record KeepAlive() implements Utterance {}

  /** Something that breaks the format where an event was expected. */
  record Malformed() implements Utterance {}

  /** An error in the place of content. */
  record Failure(ErrorKind kind, String message) implements Utterance {}
}
