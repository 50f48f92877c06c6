package dev.runnel.sandbox.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.runnel.sandbox.script.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What a framing puts around the pieces of a body and after them. */
sealed interface BodyFrames {

  /** How many bytes stand before a piece of this size. */
  int prefixOf(int size);

  /** The piece with all that stands around it; shares the array. */
  ByteBuf frame(byte[] bytes, int from, int size);

  /** What stands after the last piece. */
  byte[] end();

  /** The body length that a client has been told, where the true one is {@code length}. */
  long announced(long length);

  static BodyFrames of(Framing framing) {
    if (framing instanceof Framing.Chunked) {
      return new Chunks();
    }
    return framing instanceof Framing.DeclaredLength declared
        ? new Bare(declared.bytes())
        : new Bare(-1);
  }

  /** As they are. */
  record Bare(long declared) implements BodyFrames {

    @Override
    public int prefixOf(int size) {
      return 0;
    }

    @Override
    public ByteBuf frame(byte[] bytes, int from, int size) {
      return Unpooled.wrappedBuffer(bytes, from, size);
    }

    @Override
    public byte[] end() {
      return new byte[0];
    }

    @Override
    public long announced(long length) {
      return declared < 0 ? length : declared;
    }
  }

  /** Chunks, without extensions or trailers. */
  record Chunks() implements BodyFrames {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST = "0\r\n\r\n".getBytes(US_ASCII);

    @Override
    public int prefixOf(int size) {
      return Integer.toHexString(size).length() + LINE_END.length;
    }

    @Override
    public ByteBuf frame(byte[] bytes, int from, int size) {
      return Unpooled.wrappedBuffer(
          Unpooled.wrappedBuffer((Integer.toHexString(size) + "\r\n").getBytes(US_ASCII)),
          Unpooled.wrappedBuffer(bytes, from, size),
          Unpooled.wrappedBuffer(LINE_END));
    }

    @Override
    public byte[] end() {
      return LAST;
    }

    @Override
    public long announced(long length) {
      return length;
    }
  }
}
