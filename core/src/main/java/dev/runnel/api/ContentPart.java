package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message. The kinds may grow: code that reads parts uses a {@link Visitor}, whose
 * {@link Visitor#unknown} branch gets every kind that was added after the code was written, so that
 * an old driver refuses what it does not know instead of breaking.
 */
public sealed interface ContentPart
    permits ContentPart.Text,
        ContentPart.Image,
        ContentPart.ToolCall,
        ContentPart.ToolResult,
        ContentPart.Reasoning {

  /** Gives what the branch for this kind gives. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One branch a kind; each falls back to {@link #unknown}.
   *
   * @param <R> what the branches return
   */
  interface Visitor<R> {
    default R text(Text text) {
      return unknown(text);
    }

    default R image(Image image) {
      return unknown(image);
    }

    default R toolCall(ToolCall call) {
      return unknown(call);
    }

    default R toolResult(ToolResult result) {
      return unknown(result);
    }

    default R reasoning(Reasoning reasoning) {
      return unknown(reasoning);
    }

    /** Whatever has no branch of its own here. */
    R unknown(ContentPart part);
  }

  /** Plain text; may be empty. */
  record Text(String text) implements ContentPart {
    public Text {
      requireNonNull(text, "text is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }
  }

  /**
   * An image, by bytes or by address: exactly one of the two is present.
   *
   * @param mediaType such as {@code image/png}
   * @param data the bytes, or null; not copied, do not change them
   * @param url where the service finds it, or null
   */
  record Image(String mediaType, byte @Nullable [] data, @Nullable URI url) implements ContentPart {
    public Image {
      requireNonNull(mediaType, "mediaType is null");
      if ((data == null) == (url == null)) {
        throw new IllegalArgumentException("An image has either data or a url");
      }
    }

    /** An image by its bytes. */
    public static Image of(String mediaType, byte[] data) {
      return new Image(mediaType, requireNonNull(data, "data is null"), null);
    }

    /** An image by its address. */
    @SuppressWarnings("NullAway") // it does not see that an array in a record may be null
    public static Image at(String mediaType, URI url) {
      return new Image(mediaType, null, requireNonNull(url, "url is null"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Image that
          && mediaType.equals(that.mediaType)
          && Arrays.equals(data, that.data)
          && java.util.Objects.equals(url, that.url);
    }

    @Override
    public int hashCode() {
      return 31 * mediaType.hashCode() + Arrays.hashCode(data) + java.util.Objects.hashCode(url);
    }

    @Override
    public String toString() {
      return "Image[" + mediaType + ", " + (data == null ? url : data.length + " bytes") + "]";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.image(this);
    }
  }

  /**
   * A tool call that the model made, in a message of {@link Role#ASSISTANT}.
   *
   * @param id what the result refers to
   * @param name the tool
   * @param argumentsJson the arguments as a JSON object; what the model sent, so perhaps none, see
   *     {@link #isWhole}
   */
  record ToolCall(String id, String name, String argumentsJson) implements ContentPart {
    public ToolCall {
      requireNonNull(id, "id is null");
      requireNonNull(name, "name is null");
      requireNonNull(argumentsJson, "argumentsJson is null");
    }

    /** Whether the arguments are a JSON object. A call whose answer was cut is none to run. */
    public boolean isWhole() {
      return JsonText.isObject(argumentsJson);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolCall(this);
    }
  }

  /**
   * What a tool answered, in a message of {@link Role#TOOL}.
   *
   * @param callId the {@link ToolCall#id()}
   * @param content the result as text, often JSON
   * @param failed whether the content is an error
   */
  record ToolResult(String callId, String content, boolean failed) implements ContentPart {
    public ToolResult {
      requireNonNull(callId, "callId is null");
      requireNonNull(content, "content is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.toolResult(this);
    }
  }

  /**
   * Reasoning of an earlier answer, given back to a service that wants it.
   *
   * @param text the reasoning; may be empty where only the signature counts
   * @param signature what the service signed it with, or null
   */
  record Reasoning(String text, @Nullable String signature) implements ContentPart {
    public Reasoning {
      requireNonNull(text, "text is null");
    }

    /** The signature, if there is one. */
    public Optional<String> signatureIfAny() {
      return Optional.ofNullable(signature);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reasoning(this);
    }
  }
}
