package dev.runnel.provider.gemini;

import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonView;
import org.jspecify.annotations.Nullable;

/** One part of an event, as far as it was read; used for one event after the other. */
final class ReceivedPart {
  String text = "";
  boolean thought;
  @Nullable String signature;
  boolean call;
  @Nullable String callId;
  String callName = "";
  String arguments = "{}";

  /** The name of content that callers have no form for, such as an image. */
  @Nullable String other;

  private final JsonCursor.Members members = this::member;
  private final JsonCursor.Members callMembers = this::callMember;

  void read(JsonCursor value) {
    text = "";
    thought = false;
    signature = null;
    call = false;
    callId = null;
    callName = "";
    arguments = "{}";
    other = null;
    value.object(members);
  }

  private void member(String name, JsonCursor value) {
    switch (name) {
      case "text" -> text = value.text("");
      case "thought" -> thought = value.asBoolean(false);
      case "thoughtSignature" -> signature = value.text();
      case "functionCall" -> call = value.object(callMembers);
      case "inlineData",
          "fileData",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse" ->
          other = name;
      default -> {}
    }
  }

  private void callMember(String name, JsonCursor value) {
    switch (name) {
      case "id" -> callId = value.text();
      case "name" -> callName = value.text("");
      case "args" -> {
        if (value.kind() == JsonView.Kind.OBJECT) {
          arguments = value.raw();
        }
      }
      default -> {}
    }
  }
}
