package dev.runnel.http.decode;

import java.util.Objects;

/** What all decoders share: the life of one, from the first bytes to the end of the input. */
abstract sealed class FramingDecoder implements StreamDecoder
    permits SseDecoder, NdjsonDecoder, JsonDocumentsDecoder, Utf8Decoder {
  private boolean stopped;
  private boolean ended;
  private InputEnd end = InputEnd.BETWEEN_EVENTS;

  @Override
  public final void feed(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    if (ended) {
      throw new IllegalStateException("Bytes were fed after the end of the input");
    }
    if (stopped || length == 0) {
      return;
    }
    try {
      decode(array, offset, offset + length);
    } catch (RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  @Override
  public final InputEnd endOfInput() {
    if (ended) {
      return end;
    }
    ended = true;
    if (!stopped) {
      end = finish();
    }
    return end;
  }

  @Override
  public final void stop() {
    stopped = true;
  }

  /** Whether the rest of the bytes must be left alone: asked after each event. */
  final boolean stopped() {
    return stopped;
  }

  /** Decodes {@code array[from..to)}, which is not empty. */
  abstract void decode(byte[] array, int from, int to);

  /** Delivers what the end completes, and tells what it cut. */
  abstract InputEnd finish();

  static int requirePositive(int maxEventBytes) {
    if (maxEventBytes < 1) {
      throw new IllegalArgumentException("maxEventBytes must be positive, not " + maxEventBytes);
    }
    return maxEventBytes;
  }
}
