package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that arrived while a model answers. The kinds may grow; see {@link Visitor#unknown}.
 */
public sealed interface ChatEvent
    permits ChatEvent.Token,
        ChatEvent.Reasoning,
        ChatEvent.ReasoningSignature,
        ChatEvent.ToolCallDelta,
        ChatEvent.ToolResult,
        ChatEvent.UsageUpdate {

  /** Gives what the branch for this kind gives. */
  <R> R accept(Visitor<R> visitor);

  /**
   * Whether this is content: what a consumer asks for, what the clocks wait for, and what makes an
   * answer that breaks off an incomplete one. Signatures and usage are none.
   */
  default boolean isContent() {
    return true;
  }

  /**
   * One branch a kind; each falls back to {@link #unknown}.
   *
   * @param <R> what the branches return
   */
  interface Visitor<R> {
    default R token(Token token) {
      return unknown(token);
    }

    default R reasoning(Reasoning reasoning) {
      return unknown(reasoning);
    }

    default R signature(ReasoningSignature signature) {
      return unknown(signature);
    }

    default R toolCall(ToolCallDelta delta) {
      return unknown(delta);
    }

    default R toolResult(ToolResult result) {
      return unknown(result);
    }

    default R usage(UsageUpdate update) {
      return unknown(update);
    }

    /** Whatever has no branch of its own here. */
    R unknown(ChatEvent event);
  }

  /** A piece of the answer's text; never empty, never half a character. */
  record Token(String text) implements ChatEvent {
    public Token {
      requireNonNull(text, "text is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.token(this);
    }
  }

  /** A piece of the model's reasoning; never empty. */
  record Reasoning(String text) implements ChatEvent {
    public Reasoning {
      requireNonNull(text, "text is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reasoning(this);
    }
  }

  /**
   * What a service signed its answer with and wants to be given back; see {@link
   * ContentPart.Reasoning}. It belongs to the reasoning directly before it; where there is none, it
   * stands for itself. Not content.
   *
   * @param signature opaque, begins with the id of the provider that made it and a colon; never
   *     empty
   */
  record ReasoningSignature(String signature) implements ChatEvent {
    public ReasoningSignature {
      requireNonNull(signature, "signature is null");
    }

    @Override
    public boolean isContent() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.signature(this);
    }
  }

  /**
   * A piece of a tool call.
   *
   * @param index which call of this answer, from 0
   * @param id the call's id, in its first piece
   * @param name the tool, in the call's first piece
   * @param arguments a fragment of the JSON arguments; may be empty
   */
  record ToolCallDelta(int index, Optional<String> id, Optional<String> name, String arguments)
      implements ChatEvent {
    public ToolCallDelta {
      if (index < 0) {
        throw new IllegalArgumentException("index is negative: " + index);
      }
      requireNonNull(id, "id is null");
      requireNonNull(name, "name is null");
      requireNonNull(arguments, "arguments is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolCall(this);
    }
  }

  /**
   * A tool call of this answer was run and gave this. What the model says next, it says knowing it.
   */
  record ToolResult(ContentPart.ToolResult result) implements ChatEvent {
    public ToolResult {
      requireNonNull(result, "result is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolResult(this);
    }
  }

  /** The service counted tokens; a later update replaces an earlier one. Not content. */
  record UsageUpdate(Usage usage) implements ChatEvent {
    public UsageUpdate {
      requireNonNull(usage, "usage is null");
    }

    @Override
    public boolean isContent() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.usage(this);
    }
  }
}
