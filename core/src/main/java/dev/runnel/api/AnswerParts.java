package dev.runnel.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of an answer together, in the order in which its parts began: for sinks and
 * subscribers that show an answer as it comes and then go on with the conversation. Its branches
 * say whether they took the event. Not thread-safe.
 */
public final class AnswerParts implements ChatEvent.Visitor<Boolean> {
  private final List<Part> parts = new ArrayList<>();
  private final Map<Integer, PartialToolCall> toolCalls = new HashMap<>();
  // The part that the next piece of its kind continues.
  private @Nullable Part open;

  /** A piece of the text, as a {@link TokenSink} gets it. */
  public void text(String piece) {
    openText().text.append(piece);
  }

  /**
   * What has arrived so far; see {@link Answer#parts}.
   *
   * @return unmodifiable
   */
  public List<ContentPart> gathered() {
    return parts.stream().map(Part::gathered).toList();
  }

  @Override
  public Boolean token(ChatEvent.Token token) {
    text(token.text());
    return true;
  }

  @Override
  public Boolean reasoning(ChatEvent.Reasoning piece) {
    openReasoning().text.append(piece.text());
    return true;
  }

  @Override
  public Boolean signature(ChatEvent.ReasoningSignature signature) {
    openReasoning().signature = signature.signature();
    open = null;
    return true;
  }

  @Override
  public Boolean toolCall(ChatEvent.ToolCallDelta delta) {
    PartialToolCall call = toolCalls.get(delta.index());
    if (call == null) {
      call = new PartialToolCall();
      toolCalls.put(delta.index(), call);
      begin(call);
    }
    call.add(delta);
    return true;
  }

  @Override
  public Boolean toolResult(ChatEvent.ToolResult result) {
    begin(result::result);
    return true;
  }

  @Override
  public Boolean unknown(ChatEvent event) {
    return false;
  }

  private PartialText openText() {
    return open instanceof PartialText text ? text : begin(new PartialText());
  }

  private PartialReasoning openReasoning() {
    return open instanceof PartialReasoning reasoning ? reasoning : begin(new PartialReasoning());
  }

  private <P extends Part> P begin(P part) {
    parts.add(part);
    open = part;
    return part;
  }

  /** A part whose pieces may still arrive. */
  private interface Part {
    ContentPart gathered();
  }

  private static final class PartialText implements Part {
    final StringBuilder text = new StringBuilder();

    @Override
    public ContentPart gathered() {
      return new ContentPart.Text(text.toString());
    }
  }

  private static final class PartialReasoning implements Part {
    final StringBuilder text = new StringBuilder();
    @Nullable String signature;

    @Override
    public ContentPart gathered() {
      return new ContentPart.Reasoning(text.toString(), signature);
    }
  }

  private static final class PartialToolCall implements Part {
    private Optional<String> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private final StringBuilder arguments = new StringBuilder();

    void add(ChatEvent.ToolCallDelta delta) {
      id = delta.id().or(() -> id);
      name = delta.name().or(() -> name);
      arguments.append(delta.arguments());
    }

    @Override
    public ContentPart gathered() {
      return new ContentPart.ToolCall(
          id.orElse(""), name.orElse(""), arguments.length() == 0 ? "{}" : arguments.toString());
    }
  }
}
