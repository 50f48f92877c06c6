package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Raw UTF-8 text without framing or end marker: Yqcloud. What is no text cannot be said and is
 * empty.
 */
public final class BareText implements Dialect {

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public boolean wholeDocument() {
    return false;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Text();
  }

  private record Text() implements Narration {

    @Override
    public byte[] role() {
      return NOTHING;
    }

    @Override
    public byte[] token(String text) {
      return text.getBytes(UTF_8);
    }

    @Override
    public byte[] nullContent() {
      return NOTHING;
    }

    @Override
    public byte[] finish(String reason) {
      return NOTHING;
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return NOTHING;
    }

    @Override
    public byte[] done() {
      return NOTHING;
    }

    @Override
    public byte[] error(String json) {
      return json.getBytes(UTF_8);
    }

    @Override
    public byte[] event(String payload) {
      return payload.getBytes(UTF_8);
    }

    @Override
    public byte[] event(List<String> lines) {
      return event(String.join("\n", lines));
    }

    @Override
    public byte[] malformed() {
      // No byte sequence of UTF-8 holds these.
      return new byte[] {(byte) 0xFF, (byte) 0xFE};
    }

    @Override
    public byte[] keepAlive() {
      return NOTHING;
    }

    @Override
    public byte[] end() {
      return NOTHING;
    }
  }
}
