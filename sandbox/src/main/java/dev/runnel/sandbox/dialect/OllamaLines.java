package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, as Ollama streams. Finish reason and usage stand in the last line, so
 * they are said with {@link Narration#done}, or at a clean end that it does not come before.
 */
public final class OllamaLines implements Dialect {

  private final Supplier<String> createdAt;
  private final ErrorForm errors;

  /**
   * @param createdAt when an answer begins, RFC 3339; asked once for each
   */
  public OllamaLines(Supplier<String> createdAt, ErrorForm errors) {
    this.createdAt = createdAt;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
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
    return new Lines(new OllamaParts(asked.model(), createdAt.get()), style);
  }

  private static final class Lines implements Narration {

    private final OllamaParts parts;
    private final SseStyle style;
    private @Nullable String reason;
    private @Nullable Tokens tokens;

    Lines(OllamaParts parts, SseStyle style) {
      this.parts = parts;
      this.style = style;
    }

    @Override
    public byte[] role() {
      return token("");
    }

    @Override
    public byte[] token(String text) {
      return event(parts.piece(OllamaParts.content(text)));
    }

    @Override
    public byte[] nullContent() {
      return event(parts.piece("\"content\":null"));
    }

    @Override
    public byte[] reasoning(String text) {
      return event(parts.piece(OllamaParts.content("") + "," + OllamaParts.thinking(text)));
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      String call = OllamaParts.call(index, id, name, argumentPieces);
      return List.of(
          event(parts.piece(OllamaParts.content("") + ",\"tool_calls\":[" + call + "]")));
    }

    @Override
    public byte[] finish(String name) {
      reason = OllamaParts.reason(name);
      return NOTHING;
    }

    @Override
    public byte[] usage(Tokens used) {
      tokens = used;
      return NOTHING;
    }

    @Override
    public byte[] done() {
      String end = reason == null ? "" : reason;
      byte[] line = event(parts.last(OllamaParts.content(""), end, tokens));
      reason = null;
      tokens = null;
      return line;
    }

    @Override
    public byte[] error(String json) {
      return event(json);
    }

    @Override
    public byte[] event(String payload) {
      return (payload + style.lineEnd()).getBytes(UTF_8);
    }

    @Override
    public byte[] event(List<String> lines) {
      return event(String.join("", lines)); // an object is one line
    }

    @Override
    public byte[] malformed() {
      return event("{\"message\":{\"content\":\"oops");
    }

    @Override
    public byte[] keepAlive() {
      return event("");
    }

    @Override
    public byte[] end() {
      return reason == null ? NOTHING : done();
    }
  }
}
