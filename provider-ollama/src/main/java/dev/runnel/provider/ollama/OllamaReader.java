package dev.runnel.provider.ollama;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.http.EventReader;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.ServiceError;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to {@code POST /api/chat}: a JSON object a line, each with a piece of thinking,
 * text or whole tool calls, the last one {@code done}. What a line says is told once all of it has
 * been read.
 */
final class OllamaReader extends EventReader {
  /** A tool call, which always comes whole. */
  private record Call(@Nullable String id, String name, String arguments) {}

  private final int callsBefore;
  private final JsonCursor json = new JsonCursor();
  private final JsonCursor.Members members = this::member;
  private final JsonCursor.Members messageMembers = this::messageMember;

  // Of the line that is being read.
  private String text = "";
  private String thinking = "";
  private final List<Call> calls = new ArrayList<>();
  private boolean done;
  private @Nullable String doneReason;
  private @Nullable ServiceError error;
  private long inputTokens;
  private long outputTokens;
  private @Nullable String model;

  // Of the call that is being read.
  private @Nullable String id;
  private @Nullable String name;
  private String arguments = "";

  // Of the answer.
  private int callsSeen;
  private boolean modelTold;
  private boolean unsigned;

  /**
   * A reader of one answer.
   *
   * @param callsBefore how many tool calls the conversation has, whose ids are taken
   */
  OllamaReader(Exchange exchange, HttpTransport http, int callsBefore) {
    super(exchange, http, Framing.LINES);
    this.callsBefore = callsBefore;
  }

  @Override
  protected void onEvent(String event, byte[] array, int offset, int length) {
    text = "";
    thinking = "";
    calls.clear();
    done = false;
    doneReason = null;
    error = null;
    inputTokens = -1;
    outputTokens = -1;
    json.read(array, offset, length, members);
    tell();
  }

  // ---- what a line says

  private void member(String name, JsonCursor value) {
    switch (name) {
      case "message" -> value.object(messageMembers);
      case "done" -> done = value.asBoolean(false);
      case "done_reason" -> doneReason = value.word();
      case "prompt_eval_count" -> inputTokens = value.asLong(-1);
      case "eval_count" -> outputTokens = value.asLong(-1);
      case "model" -> {
        if (!modelTold) {
          model = value.text();
        }
      }
      case "error" -> error = error(value);
      default -> {}
    }
  }

  private void messageMember(String name, JsonCursor value) {
    switch (name) {
      case "content" -> text = value.text("");
      case "thinking" -> thinking = value.text("");
      case "tool_calls" -> value.array(this::call);
      default -> {}
    }
  }

  private void call(JsonCursor value) {
    id = null;
    name = null;
    arguments = "{}";
    value.object(this::callMember);
    calls.add(new Call(id, name == null ? "" : name, arguments));
  }

  private void callMember(String member, JsonCursor value) {
    switch (member) {
      case "id" -> id = value.text();
      case "function" -> value.object(this::functionMember);
      default -> {}
    }
  }

  private void functionMember(String member, JsonCursor value) {
    switch (member) {
      case "name" -> name = value.text();
      case "arguments" -> {
        // An object, always; servers that only resemble Ollama send its text.
        String given = value.kind() == JsonView.Kind.STRING ? value.text("") : value.raw();
        arguments = given.isBlank() || given.equals("null") ? "{}" : given;
      }
      default -> {}
    }
  }

  /** Ollama's own are text; those it passes on from what runs the model may be objects. */
  private static @Nullable ServiceError error(JsonCursor value) {
    if (value.kind() == JsonView.Kind.NULL) {
      return null;
    }
    if (value.kind() == JsonView.Kind.OBJECT) {
      JsonView said = JsonView.parse(value.raw());
      return ServiceError.inBody(
          said.get("message").text(), said.get("type").text(), said.get("code").text());
    }
    return ServiceError.inBody(value.text(), null, null);
  }

  // ---- what is told of it

  private void tell() {
    if (model != null && !modelTold) {
      modelTold = true;
      exchange().servedBy(model);
    }
    if (!thinking.isEmpty()) {
      unsigned = true;
      reasoning(thinking);
    }
    if (unsigned && (done || error != null || !text.isEmpty() || !calls.isEmpty())) {
      unsigned = false;
      exchange().reasoningSignature(Thinking.SIGNATURE);
    }
    token(text);
    for (Call call : calls) {
      toolCall(
          new ChatEvent.ToolCallDelta(
              callsSeen, Optional.of(idOf(call)), Optional.of(call.name()), call.arguments()));
      callsSeen++;
    }
    if (error != null) {
      fail(error);
    } else if (done) {
      tellEnd();
    }
  }

  /** Unique within the conversation and the same whenever the answer is the same. */
  private String idOf(Call call) {
    String given = call.id();
    return given == null || given.isBlank() ? "call_" + (callsBefore + callsSeen) : given;
  }

  private void tellEnd() {
    if (inputTokens >= 0 || outputTokens >= 0) {
      exchange().usage(Usage.REPORTED.withInput(inputTokens).withOutput(outputTokens));
    }
    FinishReason reason = finishReason();
    if (reason.kind() != FinishReason.Kind.NOT_GIVEN) {
      finish(reason);
    }
    complete();
  }

  private FinishReason finishReason() {
    String reason = doneReason;
    if (callsSeen > 0 && (reason == null || reason.equals("stop"))) {
      // Ollama has no word of its own for it.
      return new FinishReason(FinishReason.Kind.TOOL_CALLS, Optional.ofNullable(reason));
    }
    if (reason == null || reason.isEmpty()) {
      return FinishReason.NOT_GIVEN;
    }
    return switch (reason) {
      case "stop" -> FinishReason.of(FinishReason.Kind.STOP, reason);
      case "length" -> FinishReason.of(FinishReason.Kind.LENGTH, reason);
      case "tool_calls" -> FinishReason.of(FinishReason.Kind.TOOL_CALLS, reason);
      default -> FinishReason.of(FinishReason.Kind.OTHER, reason);
    };
  }
}
