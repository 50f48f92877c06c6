package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Raw UTF-8 text without any framing. A character may be cut anywhere; malformed bytes become
 * U+FFFD, as many of them as the JDK makes of the whole text at once. A character that the end of
 * the input cuts becomes U+FFFD too, and is reported.
 */
public final class Utf8Decoder extends FramingDecoder {
  private static final int PIECE_CHARS = 4 * 1024;
  private static final int MAX_CHARACTER_BYTES = 4;

  private final TextListener listener;
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final CharBuffer text = CharBuffer.allocate(PIECE_CHARS);

  /** The start of a character that the end of a feed cut; between calls, ready to be written to. */
  private final ByteBuffer cut = ByteBuffer.allocate(MAX_CHARACTER_BYTES);

  public Utf8Decoder(TextListener listener) {
    this.listener = requireNonNull(listener, "listener is null");
  }

  @Override
  void decode(byte[] array, int from, int to) {
    ByteBuffer fed = ByteBuffer.wrap(array, from, to - from);
    while (cut.position() > 0 && fed.hasRemaining() && !stopped()) {
      cut.put(fed.get());
      cut.flip();
      if (decoder.decode(cut, text, false).isOverflow()) {
        deliver();
        decoder.decode(cut, text, false);
      }
      cut.compact();
    }
    while (fed.hasRemaining() && decoder.decode(fed, text, false).isOverflow() && !stopped()) {
      deliver();
    }
    if (!stopped()) {
      deliver();
      cut.put(fed);
    }
  }

  @Override
  InputEnd finish() {
    boolean cutInside = cut.position() > 0;
    cut.flip();
    decoder.decode(cut, text, true);
    decoder.flush(text);
    deliver();
    return cutInside ? InputEnd.INSIDE_EVENT : InputEnd.BETWEEN_EVENTS;
  }

  private void deliver() {
    text.flip();
    String piece = text.toString();
    text.clear();
    if (!piece.isEmpty()) {
      listener.onText(piece);
    }
  }
}
