package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;

/**
 * Gemini's {@code streamGenerateContent}: one {@code GenerateContentResponse} after the other, as
 * server-sent events or, where a request has no {@code alt=sse}, as the elements of one array.
 */
public final class GeminiEvents implements Dialect {

  private final Supplier<GeminiLabel> label;
  private final ErrorForm errors;
  private final boolean array;

  /**
   * @param label asked once for each answer
   * @param array whether all is one JSON array
   */
  public GeminiEvents(Supplier<GeminiLabel> label, ErrorForm errors, boolean array) {
    this.label = label;
    this.errors = errors;
    this.array = array;
  }

  @Override
  public String contentType() {
    return array ? "application/json; charset=UTF-8" : "text/event-stream";
  }

  @Override
  public boolean wholeDocument() {
    return false;
  }

  @Override
  public ErrorForm errors() {
    return errors;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Events(asked, label.get(), array ? new ArrayFrames() : new SseFrames(style));
  }

  /** How one event is told from the next. */
  private interface Frames {

    String event(List<String> lines);

    String json(String json);

    String keepAlive();

    String end();
  }

  private record SseFrames(SseStyle style) implements Frames {

    @Override
    public String event(List<String> lines) {
      StringBuilder out = new StringBuilder();
      for (String line : lines) {
        out.append(style.space() ? "data: " : "data:").append(line).append(style.lineEnd());
      }
      return out.append(style.lineEnd()).toString();
    }

    @Override
    public String json(String json) {
      String text = style.pretty() ? JsonText.pretty(json) : JsonText.oneLine(json);
      return event(text.lines().toList());
    }

    @Override
    public String keepAlive() {
      return ": keep-alive" + style.lineEnd() + style.lineEnd();
    }

    @Override
    public String end() {
      return "";
    }
  }

  private static final class ArrayFrames implements Frames {

    private boolean open;

    @Override
    public String event(List<String> lines) {
      String before = open ? ",\r\n" : "[";
      open = true;
      return before + String.join("\n", lines);
    }

    @Override
    public String json(String json) {
      return event(JsonText.pretty(json).lines().toList());
    }

    @Override
    public String keepAlive() {
      return open ? "" : "\n";
    }

    @Override
    public String end() {
      boolean owed = open;
      open = false;
      return owed ? "\r\n]\r\n" : "";
    }
  }

  private static final class Events implements Narration {

    private final Asked asked;
    private final GeminiLabel label;
    private final Frames frames;
    private final GeminiSigner signer;

    Events(Asked asked, GeminiLabel label, Frames frames) {
      this.asked = asked;
      this.label = label;
      this.frames = frames;
      this.signer = new GeminiSigner(label.callSignature());
    }

    @Override
    public byte[] role() {
      return content(GeminiParts.text(""));
    }

    @Override
    public byte[] token(String text) {
      return content(signer.sign(GeminiParts.text(text)));
    }

    @Override
    public byte[] nullContent() {
      return candidate("\"content\":{\"role\":\"model\"}");
    }

    @Override
    public byte[] reasoning(String text) {
      return content(GeminiParts.thought(text));
    }

    @Override
    public byte[] signature(String signature) {
      signer.next(signature);
      return NOTHING; // it stands on the part that follows
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      return List.of(content(signer.signCall(index, GeminiParts.call(id, name, argumentPieces))));
    }

    @Override
    public byte[] finish(String reason) {
      return candidate(
          contentOf(signer.sign(GeminiParts.text("")))
              + ",\"finishReason\":"
              + JsonText.quoted(GeminiParts.finishReason(reason)));
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return json("{\"usageMetadata\":" + GeminiParts.usage(tokens) + tail());
    }

    @Override
    public byte[] done() {
      return bytes(frames.end());
    }

    @Override
    public byte[] error(String json) {
      return bytes(frames.json(json));
    }

    @Override
    public byte[] event(String payload) {
      return event(payload.lines().toList());
    }

    @Override
    public byte[] event(List<String> lines) {
      return bytes(frames.event(lines));
    }

    @Override
    public byte[] malformed() {
      return event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"oops");
    }

    @Override
    public byte[] keepAlive() {
      return bytes(frames.keepAlive());
    }

    @Override
    public byte[] end() {
      return bytes(frames.end());
    }

    private byte[] content(String part) {
      return candidate(contentOf(part));
    }

    private static String contentOf(String part) {
      return "\"content\":{\"parts\":[" + part + "],\"role\":\"model\"}";
    }

    private byte[] candidate(String members) {
      return json("{\"candidates\":[{" + members + ",\"index\":0}]" + tail());
    }

    private String tail() {
      return label.tail(asked.model()) + "}";
    }

    private byte[] json(String json) {
      return bytes(frames.json(json));
    }

    private static byte[] bytes(String text) {
      return text.getBytes(UTF_8);
    }
  }
}
