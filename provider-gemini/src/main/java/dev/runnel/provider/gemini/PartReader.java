package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the parts of one message into those of the service, in their order. */
final class PartReader implements ContentPart.Visitor<PartReader> {
  private final Map<String, String> names;
  private final boolean callsNeedSignature;
  private final List<Part> parts = new ArrayList<>();
  private @Nullable String signature;
  private boolean hasCall;

  /**
   * @param names by id, the names of the calls that were made; those of this message are added
   * @param callsNeedSignature whether the first call must have one
   */
  PartReader(Map<String, String> names, boolean callsNeedSignature) {
    this.names = names;
    this.callsNeedSignature = callsNeedSignature;
  }

  /** The parts, all of the message having been visited. */
  List<Part> end() {
    signOnItsOwn();
    return parts;
  }

  @Override
  public PartReader text(ContentPart.Text text) {
    if (!text.text().isEmpty()) {
      add(Part.text(text.text()));
    }
    return this;
  }

  @Override
  public PartReader image(ContentPart.Image image) {
    byte[] data = image.data();
    URI url = image.url();
    add(
        data != null
            ? json ->
                json.name("inlineData")
                    .beginObject()
                    .field("mimeType", image.mediaType())
                    .field("data", Base64.getEncoder().encodeToString(data))
                    .endObject()
            : json ->
                json.name("fileData")
                    .beginObject()
                    .field("mimeType", image.mediaType())
                    .field("fileUri", String.valueOf(url))
                    .endObject());
    return this;
  }

  @Override
  public PartReader toolCall(ContentPart.ToolCall call) {
    String arguments = object(call);
    if (callsNeedSignature && !hasCall && signature == null) {
      signature = Signatures.FOREIGN_CALL;
    }
    hasCall = true;
    names.put(call.id(), call.name());
    add(
        json -> {
          json.name("functionCall").beginObject();
          id(json, call.id());
          json.field("name", call.name()).name("args").rawValue(arguments).endObject();
        });
    return this;
  }

  private static String object(ContentPart.ToolCall call) {
    if (call.argumentsJson().isBlank()) {
      return "{}";
    }
    try {
      if (JsonView.parse(call.argumentsJson()).isObject()) {
        return call.argumentsJson();
      }
    } catch (DecodeException e) {
      // told below, without the arguments, which are nobody else's business
    }
    throw ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "The arguments of the tool call '" + call.id() + "' are no JSON object")
        .nextStep("Give the arguments as the model sent them")
        .build();
  }

  @Override
  public PartReader toolResult(ContentPart.ToolResult result) {
    String name = names.get(result.callId());
    if (name == null) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "There is no tool call '" + result.callId() + "' before its result")
          .nextStep("Send the assistant's message with the call before the result")
          .build();
    }
    add(
        json -> {
          json.name("functionResponse").beginObject();
          id(json, result.callId());
          json.field("name", name).name("response");
          response(json, result);
          json.endObject();
        });
    return this;
  }

  /**
   * The response is an object; where it has neither of two names, all of it is the output. A tool's
   * own object that has one of them is put under it, or the rest of it would not count.
   */
  private static void response(JsonWriter json, ContentPart.ToolResult result) {
    if (result.failed()) {
      json.beginObject().field("error", result.content()).endObject();
      return;
    }
    JsonView view = parsed(result.content());
    boolean named = view.names().contains("output") || view.names().contains("error");
    if (view.isObject() && !named) {
      json.rawValue(result.content());
    } else if (view.isObject() || view.isArray()) {
      json.beginObject().name("output").rawValue(result.content()).endObject();
    } else {
      json.beginObject().field("output", result.content()).endObject();
    }
  }

  private static JsonView parsed(String text) {
    try {
      return JsonView.parse(text);
    } catch (DecodeException e) {
      return JsonView.missing(); // then it is text
    }
  }

  private static void id(JsonWriter json, String id) {
    if (!ToolCallIds.isOurs(id)) {
      json.field("id", id);
    }
  }

  @Override
  public PartReader reasoning(ContentPart.Reasoning reasoning) {
    String given = reasoning.signatureIfAny().orElse("");
    Optional<String> ofThought = Signatures.forThought(given);
    if (ofThought.isPresent()) {
      signOnItsOwn();
      parts.add(Part.thought(reasoning.text()).signed(ofThought.get()));
    }
    Optional<String> ofNext = Signatures.forNextPart(given);
    if (ofNext.isPresent()) {
      signOnItsOwn();
      signature = ofNext.get();
    }
    return this;
  }

  @Override
  public PartReader unknown(ContentPart part) {
    throw Unsayable.kind(part);
  }

  private void add(Part part) {
    parts.add(signature == null ? part : part.signed(signature));
    signature = null;
  }

  /** Models put a signature on an empty text where there is nothing else left to put it on. */
  private void signOnItsOwn() {
    if (signature != null) {
      add(Part.text(""));
    }
  }
}
