package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Server-sent events with OpenAI-shaped chunks: Ails and Lockchat. */
public final class OpenAiChunks implements Dialect {

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  @Override
  public boolean wholeDocument() {
    return false;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Chunks(asked, style);
  }

  private record Chunks(Asked asked, SseStyle style) implements Narration {

    @Override
    public byte[] role() {
      return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    @Override
    public byte[] token(String text) {
      return chunk("{\"content\":" + JsonText.quoted(text) + "}", "null");
    }

    @Override
    public byte[] nullContent() {
      return chunk("{\"content\":null}", "null");
    }

    @Override
    public byte[] finish(String reason) {
      return chunk("{}", JsonText.quoted(reason));
    }

    @Override
    public byte[] usage(int prompt, int completion) {
      return json(head() + "[],\"usage\":" + JsonText.usage(prompt, completion) + "}");
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
      return new byte[0];
    }

    private byte[] chunk(String delta, String finishReason) {
      return json(
          head()
              + "[{\"index\":0,\"delta\":"
              + delta
              + ",\"finish_reason\":"
              + finishReason
              + "}]}");
    }

    private String head() {
      return "{\"id\":\"chatcmpl-sandbox\",\"object\":\"chat.completion.chunk\",\"created\":0,"
          + "\"model\":"
          + JsonText.quoted(asked.model())
          + ",\"choices\":";
    }

    private byte[] json(String json) {
      return event(style.pretty() ? JsonText.pretty(json) : json);
    }
  }
}
