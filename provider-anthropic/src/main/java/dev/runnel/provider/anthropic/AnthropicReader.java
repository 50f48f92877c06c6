package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Warning;
import dev.runnel.http.EventReader;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.ServiceError;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Exchange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message from its events. What an event says is taken down whole before any of it is told,
 * so that a malformed one tells nothing. Events and blocks of other kinds than these mean nothing
 * here: the service adds some now and then, and says so.
 */
final class AnthropicReader extends EventReader {
  private final JsonCursor json = new JsonCursor();
  private final JsonCursor.Members top = this::topMember;
  private final JsonCursor.Members ofMessage = this::messageMember;
  private final JsonCursor.Members ofBlock = this::blockMember;
  private final JsonCursor.Members ofDelta = this::deltaMember;
  private final JsonCursor.Members ofStopDetails = this::stopDetail;
  private final ReceivedUsage usage = new ReceivedUsage();
  private final JsonCursor.Members ofUsage = usage::member;

  /** The model that was asked: what it thinks can be given back to it and to no other. */
  private final String model;

  // What the event at hand says.
  private @Nullable String type;
  private @Nullable String kind;
  private long index;
  private @Nullable String text;
  private @Nullable String thought;
  private @Nullable String arguments;
  private @Nullable String signature;
  private @Nullable String data;
  private @Nullable String callId;
  private @Nullable String callName;
  private @Nullable String servedBy;
  private @Nullable String stopReason;
  private @Nullable String declined;
  private boolean hasUsage;
  private boolean hasError;

  // What earlier events said.
  private final StringBuilder signed = new StringBuilder();
  private final Map<Long, Integer> calls = new HashMap<>();

  AnthropicReader(Exchange exchange, HttpTransport http, String model) {
    super(exchange, http, Framing.SERVER_SENT_EVENTS);
    this.model = model;
  }

  @Override
  protected void onEvent(String name, byte[] array, int offset, int length) {
    clear();
    json.read(array, offset, length, top);
    String said = type == null ? "" : type;
    if (hasError || said.equals("error")) {
      fail(ServiceError.inDocument(array, offset, length));
      return;
    }
    switch (said) {
      case "content_block_delta" -> tellDelta();
      case "content_block_start" -> tellStart();
      case "content_block_stop" -> tellSignature();
      case "message_start" -> tellMessage();
      case "message_delta" -> tellEnd();
      case "message_stop" -> {
        tellSignature();
        complete();
      }
      case "message" -> tellWhole(JsonView.parse(array, offset, length));
      default -> {} // ping, for one
    }
  }

  // ---- what an event says

  private void clear() {
    type = null;
    kind = null;
    index = 0;
    text = null;
    thought = null;
    arguments = null;
    signature = null;
    data = null;
    callId = null;
    callName = null;
    servedBy = null;
    stopReason = null;
    declined = null;
    hasUsage = false;
    hasError = false;
  }

  private void topMember(String name, JsonCursor value) {
    switch (name) {
      case "type" -> type = value.word();
      case "index" -> index = value.asLong(0);
      case "delta" -> value.object(ofDelta);
      case "content_block" -> value.object(ofBlock);
      case "message" -> value.object(ofMessage);
      case "usage" -> hasUsage |= value.object(ofUsage);
      case "error" -> hasError = value.kind() != JsonView.Kind.NULL;
      case "model" -> servedBy = value.text();
      case "stop_reason" -> stopReason = value.text();
      case "stop_details" -> value.object(ofStopDetails);
      default -> {}
    }
  }

  private void messageMember(String name, JsonCursor value) {
    switch (name) {
      case "model" -> servedBy = value.text();
      case "usage" -> hasUsage |= value.object(ofUsage);
      default -> {}
    }
  }

  private void blockMember(String name, JsonCursor value) {
    switch (name) {
      case "type" -> kind = value.word();
      case "text" -> text = value.text();
      case "thinking" -> thought = value.text();
      case "signature" -> signature = value.text();
      case "data" -> data = value.text();
      case "id" -> callId = value.text();
      case "name" -> callName = value.text();
      case "input" -> arguments = value.raw();
      default -> {}
    }
  }

  private void deltaMember(String name, JsonCursor value) {
    switch (name) {
      case "type" -> kind = value.word();
      case "text" -> text = value.text();
      case "thinking" -> thought = value.text();
      case "partial_json" -> arguments = value.text();
      case "signature" -> signature = value.text();
      case "stop_reason" -> stopReason = value.text();
      case "stop_details" -> value.object(ofStopDetails);
      default -> {}
    }
  }

  private void stopDetail(String name, JsonCursor value) {
    if (name.equals("explanation") && value.text() != null) {
      declined = value.text();
    }
  }

  // ---- telling it

  private void tellMessage() {
    if (servedBy != null) {
      exchange().servedBy(servedBy);
    }
    if (hasUsage) {
      exchange().usage(usage.told(true));
    }
  }

  private void tellStart() {
    tellSignature();
    switch (kind == null ? "" : kind) {
      case "text" -> tellText();
      case "thinking" -> tellThought();
      case "redacted_thinking" -> tellRedacted(data);
      case "tool_use" -> {
        int call = calls.size();
        calls.put(index, call);
        // Where the arguments stream, they begin with an empty object that means nothing.
        boolean whole = arguments != null && !arguments.equals("{}") && !arguments.equals("null");
        toolCall(
            new ChatEvent.ToolCallDelta(
                call,
                Optional.ofNullable(callId),
                Optional.ofNullable(callName),
                whole ? String.valueOf(arguments) : ""));
      }
      default -> {} // a tool of the service's own, which it runs itself
    }
  }

  private void tellDelta() {
    switch (kind == null ? "" : kind) {
      case "text_delta" -> tellText();
      case "thinking_delta" -> tellThought();
      case "signature_delta" -> {
        if (signature != null) {
          signed.append(signature);
        }
      }
      case "input_json_delta" -> {
        Integer call = calls.get(index);
        if (call != null && arguments != null && !arguments.isEmpty()) {
          toolCall(
              new ChatEvent.ToolCallDelta(call, Optional.empty(), Optional.empty(), arguments));
        }
      }
      default -> {} // citations, for one
    }
  }

  private void tellText() {
    if (text != null) {
      token(text);
    }
  }

  private void tellThought() {
    if (thought != null) {
      reasoning(thought);
    }
    if (signature != null) {
      signed.append(signature);
    }
  }

  /** A thought is over: what it was signed with. */
  private void tellSignature() {
    if (signed.length() > 0) {
      String wire = signed.toString();
      signed.setLength(0);
      exchange().reasoningSignature(Signatures.ofThinking(model, wire));
    }
  }

  private void tellRedacted(@Nullable String encrypted) {
    if (encrypted != null && !encrypted.isEmpty()) {
      exchange().reasoningSignature(Signatures.ofRedacted(model, encrypted));
    }
  }

  private void tellEnd() {
    tellSignature();
    if (hasUsage) {
      exchange().usage(usage.told(false));
    }
    if (declined != null) {
      exchange().warn(new Warning(Warning.Kind.OTHER, "The model declined: " + declined));
    }
    if (stopReason != null) {
      finish(StopReasons.of(stopReason));
    }
  }

  /** A whole message, from a service that does not stream. */
  private void tellWhole(JsonView message) {
    String endedBy = stopReason;
    String why = declined;
    tellMessage();
    long number = 0;
    for (JsonView block : message.get("content").elements()) {
      clear();
      index = number++;
      kind = block.get("type").text();
      text = block.get("text").text();
      thought = block.get("thinking").text();
      signature = block.get("signature").text();
      data = block.get("data").text();
      callId = block.get("id").text();
      callName = block.get("name").text();
      JsonView input = block.get("input");
      arguments = input.isPresent() ? input.toString() : null;
      tellStart();
    }
    stopReason = endedBy;
    declined = why;
    hasUsage = message.get("usage").isObject();
    tellEnd();
    complete();
  }
}
