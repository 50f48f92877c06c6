package dev.runnel.provider.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Warning;
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
 * Reads a streamed answer: events that are a {@code GenerateContentResponse} each. There is no end
 * mark; the finish reason is the evidence of the end, and the last counts come with it. Where an
 * event holds something that makes it an error, it tells nothing else.
 */
final class GeminiReader extends EventReader {
  private final JsonCursor json = new JsonCursor();
  private final JsonCursor.Members members = this::member;
  private final JsonCursor.Elements candidateElements = this::candidate;
  private final JsonCursor.Members candidateMembers = this::candidateMember;
  private final JsonCursor.Members contentMembers = this::contentMember;
  private final JsonCursor.Elements partElements = this::part;
  private final JsonCursor.Members feedbackMembers = this::feedbackMember;

  // One event, kept until all of it was read.
  private final List<ReceivedPart> parts = new ArrayList<>();
  private int partCount;
  private final ReceivedUsage usage = new ReceivedUsage();
  private boolean hasUsage;
  private long candidateIndex;
  private int firstPart;
  private @Nullable String finishReason;
  private @Nullable String finishMessage;
  private @Nullable String blockReason;
  private @Nullable String blockMessage;
  private @Nullable String error;
  private @Nullable String modelVersion;

  // The answer.
  private final ToolCallIds ids = new ToolCallIds();
  private String responseId = "";
  private int contents;
  private int calls;
  private boolean usageTold;
  private boolean modelTold;
  private boolean otherTold;

  GeminiReader(Exchange exchange, HttpTransport http) {
    super(exchange, http, Framing.SERVER_SENT_EVENTS);
  }

  @Override
  protected void onEvent(String name, byte[] array, int offset, int length) {
    if (array[offset] == '[') {
      // The form without alt=sse: all events in one array.
      for (JsonView element : JsonView.parse(array, offset, length).elements()) {
        byte[] event = element.toString().getBytes(UTF_8);
        onObject(event, 0, event.length);
      }
    } else {
      onObject(array, offset, length);
    }
  }

  private void onObject(byte[] array, int offset, int length) {
    partCount = 0;
    hasUsage = false;
    finishReason = null;
    finishMessage = null;
    blockReason = null;
    blockMessage = null;
    error = null;
    json.read(array, offset, length, members);
    tell();
  }

  // ---- what an event holds ----

  private void member(String name, JsonCursor value) {
    switch (name) {
      case "candidates" -> value.array(candidateElements);
      case "usageMetadata" -> hasUsage = usage.read(value);
      case "modelVersion" -> modelVersion = value.word();
      case "responseId" -> responseId = word(value, responseId);
      case "promptFeedback" -> value.object(feedbackMembers);
      case "error" -> error = value.kind() == JsonView.Kind.NULL ? null : value.raw();
      default -> {}
    }
  }

  private static String word(JsonCursor value, String fallback) {
    String word = value.word();
    return word == null ? fallback : word;
  }

  private void candidate(JsonCursor value) {
    candidateIndex = 0;
    firstPart = partCount;
    String reason = finishReason;
    String message = finishMessage;
    value.object(candidateMembers);
    if (candidateIndex != 0) { // a second answer, which only extras can ask for
      partCount = firstPart;
      finishReason = reason;
      finishMessage = message;
    }
  }

  private void candidateMember(String name, JsonCursor value) {
    switch (name) {
      case "content" -> value.object(contentMembers);
      case "finishReason" -> finishReason = value.word();
      case "finishMessage" -> finishMessage = value.text();
      case "index" -> candidateIndex = value.asLong(0);
      default -> {}
    }
  }

  private void contentMember(String name, JsonCursor value) {
    if (name.equals("parts")) {
      value.array(partElements);
    }
  }

  private void part(JsonCursor value) {
    if (partCount == parts.size()) {
      parts.add(new ReceivedPart());
    }
    parts.get(partCount++).read(value);
  }

  private void feedbackMember(String name, JsonCursor value) {
    switch (name) {
      case "blockReason" -> blockReason = value.text();
      case "blockReasonMessage" -> blockMessage = value.text();
      default -> {}
    }
  }

  // ---- what it tells ----

  private void tell() {
    if (error != null) {
      byte[] document = ("{\"error\":" + error + "}").getBytes(UTF_8);
      fail(ServiceError.inDocument(document, 0, document.length));
      return;
    }
    if (modelVersion != null && !modelTold) {
      modelTold = true;
      exchange().servedBy(modelVersion);
    }
    if (hasUsage && (!usageTold || finishReason != null || partCount == 0)) {
      // The counts grow with every event; those of the first and of the last are worth telling.
      usageTold = true;
      exchange().usage(usage.usage());
    }
    if (blockReason != null) {
      String why = blockMessage == null ? "" : ": " + blockMessage;
      fail(
          ServiceError.inBody(
              "The prompt was blocked for " + blockReason + why,
              GeminiErrors.BLOCKED_PROMPT,
              blockReason));
      return;
    }
    for (int i = 0; i < partCount; i++) {
      tell(parts.get(i));
    }
    if (finishReason != null && contents == 0 && FinishReasons.isMalformed(finishReason)) {
      String why = finishMessage == null ? "" : ": " + finishMessage;
      fail(
          ServiceError.inBody(
              "The model's answer was a tool call that the service could not read" + why,
              GeminiErrors.MALFORMED_CALL,
              finishReason));
      return;
    }
    if (finishReason != null) {
      FinishReason reason = FinishReasons.of(finishReason, calls > 0);
      if (finishMessage != null && reason.kind() != FinishReason.Kind.STOP) {
        exchange().warn(new Warning(Warning.Kind.OTHER, "The service says: " + finishMessage));
      }
      finish(reason);
    }
  }

  private void tell(ReceivedPart part) {
    if (part.call || !part.text.isEmpty()) {
      contents++;
    }
    if (part.thought) {
      reasoning(part.text);
      if (part.signature != null) {
        exchange().reasoningSignature(Signatures.ofThought(part.signature));
      }
      return;
    }
    if (part.signature != null) {
      exchange().reasoningSignature(Signatures.ofPart(part.signature));
    }
    if (part.call) {
      String id = part.callId;
      toolCall(
          new ChatEvent.ToolCallDelta(
              calls,
              Optional.of(id == null || id.isEmpty() ? ids.next(responseId, calls) : id),
              Optional.of(part.callName),
              part.arguments));
      calls++;
    } else {
      token(part.text);
    }
    if (part.other != null && !otherTold) {
      otherTold = true;
      exchange()
          .warn(
              new Warning(
                  Warning.Kind.OTHER,
                  "The answer holds '"
                      + part.other
                      + "', which is left out: text and tool calls"
                      + " are handed on"));
    }
  }
}
