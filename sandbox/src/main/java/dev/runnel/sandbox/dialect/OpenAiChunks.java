package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Server-sent events with OpenAI-shaped chunks: Ails, Lockchat and OpenAI itself. */
public final class OpenAiChunks implements Dialect {

  private final Supplier<ChunkLabel> label;
  private final ErrorForm errors;

  /** As the services of 2023 write them. */
  public OpenAiChunks() {
    this(() -> ChunkLabel.SPARSE, ErrorForm.USUAL);
  }

  /**
   * @param label asked once for each answer
   */
  public OpenAiChunks(Supplier<ChunkLabel> label, ErrorForm errors) {
    this.label = label;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return label.get().whole() ? "text/event-stream; charset=utf-8" : "text/event-stream";
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
    return new Chunks(asked, style, label.get());
  }

  private record Chunks(Asked asked, SseStyle style, ChunkLabel label) implements Narration {

    @Override
    public byte[] role() {
      return chunk(
          "{\"role\":\"assistant\",\"content\":\"\"" + (label.whole() ? ",\"refusal\":null}" : "}"),
          "null");
    }

    @Override
    public byte[] token(String text) {
      return delta("content", text);
    }

    @Override
    public byte[] nullContent() {
      return chunk("{\"content\":null}", "null");
    }

    @Override
    public byte[] reasoning(String text) {
      return delta("reasoning_content", text);
    }

    @Override
    public byte[] refusal(String text) {
      return delta("refusal", text);
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      List<byte[]> chunks = new ArrayList<>();
      chunks.add(
          toolCall(
              index,
              "\"id\":"
                  + JsonText.quoted(id)
                  + ",\"type\":\"function\",\"function\":{\"name\":"
                  + JsonText.quoted(name)
                  + ",\"arguments\":\"\"}"));
      for (String piece : argumentPieces) {
        chunks.add(toolCall(index, "\"function\":{\"arguments\":" + JsonText.quoted(piece) + "}"));
      }
      return chunks;
    }

    private byte[] toolCall(int index, String members) {
      return chunk("{\"tool_calls\":[{\"index\":" + index + "," + members + "}]}", "null");
    }

    @Override
    public byte[] finish(String reason) {
      return chunk("{}", JsonText.quoted(reason));
    }

    @Override
    public byte[] usage(Tokens tokens) {
      if (!label.usageAsked()) {
        return NOTHING;
      }
      return json(
          head()
              + "[],\"usage\":"
              + (label.whole() ? JsonText.wholeUsage(tokens) : JsonText.usage(tokens))
              + "}");
    }

    @Override
    public byte[] done() {
      return event("[DONE]");
    }

    @Override
    public byte[] error(String json) {
      return json(json);
    }

    @Override
    public byte[] event(String payload) {
      return event(payload.lines().toList());
    }

    @Override
    public byte[] event(List<String> lines) {
      StringBuilder out = new StringBuilder();
      for (String line : lines) {
        out.append(style.space() ? "data: " : "data:").append(line).append(style.lineEnd());
      }
      return out.append(style.lineEnd()).toString().getBytes(UTF_8);
    }

    @Override
    public byte[] malformed() {
      return event("{\"choices\":[{\"delta\":{\"content\":\"oops");
    }

    @Override
    public byte[] keepAlive() {
      return (": ping" + style.lineEnd() + style.lineEnd()).getBytes(UTF_8);
    }

    @Override
    public byte[] end() {
      return NOTHING;
    }

    private byte[] delta(String member, String text) {
      return chunk("{\"" + member + "\":" + JsonText.quoted(text) + "}", "null");
    }

    private byte[] chunk(String delta, String finishReason) {
      return json(
          head()
              + "[{\"index\":0,\"delta\":"
              + delta
              + (label.whole() ? ",\"logprobs\":null" : "")
              + ",\"finish_reason\":"
              + finishReason
              + "}]"
              + (label.whole() && label.usageAsked() ? ",\"usage\":null" : "")
              + label.padding(delta.length())
              + "}");
    }

    private String head() {
      return label.head("chat.completion.chunk", asked.model()) + "\"choices\":";
    }

    private byte[] json(String json) {
      return event(style.pretty() ? JsonText.pretty(json) : json);
    }
  }
}
