package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All of an answer in one JSON object, sent when it is finished: Ollama asked not to stream. */
public final class OllamaDocument implements Dialect {

  private final Supplier<String> createdAt;
  private final ErrorForm errors;

  /**
   * @param createdAt when an answer begins, RFC 3339; asked once for each
   */
  public OllamaDocument(Supplier<String> createdAt, ErrorForm errors) {
    this.createdAt = createdAt;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return "application/json; charset=utf-8";
  }

  @Override
  public boolean wholeDocument() {
    return true;
  }

  @Override
  public ErrorForm errors() {
    return errors;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Document(new OllamaParts(asked.model(), createdAt.get()));
  }

  private static final class Document implements Narration {

    private final OllamaParts parts;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private @Nullable String reason;
    private @Nullable Tokens tokens;

    Document(OllamaParts parts) {
      this.parts = parts;
    }

    @Override
    public byte[] role() {
      return NOTHING;
    }

    @Override
    public byte[] token(String text) {
      content.append(text);
      return NOTHING;
    }

    @Override
    public byte[] nullContent() {
      return NOTHING;
    }

    @Override
    public byte[] reasoning(String text) {
      thinking.append(text);
      return NOTHING;
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      calls.add(OllamaParts.call(index, id, name, argumentPieces));
      return List.of();
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
      StringBuilder message = new StringBuilder(OllamaParts.content(content.toString()));
      if (thinking.length() > 0) {
        message.append(',').append(OllamaParts.thinking(thinking.toString()));
      }
      if (!calls.isEmpty()) {
        message.append(",\"tool_calls\":[").append(String.join(",", calls)).append(']');
      }
      String end = reason == null ? "" : reason;
      reason = null;
      return bytes(parts.last(message.toString(), end, tokens));
    }

    @Override
    public byte[] error(String json) {
      return bytes(json);
    }

    @Override
    public byte[] event(String payload) {
      return bytes(payload);
    }

    @Override
    public byte[] event(List<String> lines) {
      return bytes(String.join("\n", lines));
    }

    @Override
    public byte[] malformed() {
      return bytes("{\"message\":{\"content\":\"oops");
    }

    @Override
    public byte[] keepAlive() {
      return bytes("\n");
    }

    @Override
    public byte[] end() {
      return reason == null ? NOTHING : done();
    }

    private static byte[] bytes(String text) {
      return text.getBytes(UTF_8);
    }
  }
}
