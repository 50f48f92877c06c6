package dev.runnel.http.decode;

/**
 * Turns the bytes of one stream into events, handed to the listener given at construction, within
 * the call of {@link #feed} or {@link #endOfInput} that completed them.
 *
 * <p>How the bytes are cut into calls never changes what comes out. Byte ranges given to a listener
 * are views: they hold only until the listener returns, and must not be written to.
 *
 * <p>A decoder that has thrown, whether by itself or because its listener did, is finished: it
 * ignores what follows. Not safe for use by several threads at once.
 */
public sealed interface StreamDecoder permits FramingDecoder {

  /** The bound on one event that decoders take by default: 16 MiB. */
  int DEFAULT_MAX_EVENT_BYTES = 16 * 1024 * 1024;

  /**
   * Decodes the next bytes of the stream. The array may be reused by the caller afterwards.
   *
   * @throws DecodeException if an event is larger than the bound, or the bytes are not of the form
   * @throws IllegalStateException after {@link #endOfInput}
   */
  void feed(byte[] array, int offset, int length);

  /**
   * Says that the stream is over, delivers what only its end completes, and tells whether it was
   * cut inside an event. Later calls repeat the answer.
   */
  InputEnd endOfInput();

  /**
   * Ignores everything from here on, the rest of the bytes being fed included. Meant for a listener
   * that has seen the end of the answer, or whose caller has cancelled.
   */
  void stop();
}
