package dev.runnel.http.decode;

/** Takes the events of a {@link SseDecoder}. */
@FunctionalInterface
public interface SseListener {

  /**
   * One event. The range holds its data, several lines joined by LF, as the bytes that were sent.
   *
   * @param name the event's {@code event} field, or {@code message} where it has none
   * @param array holds the data, until this method returns
   * @param length may be 0: an event with an empty {@code data} field
   */
  void onEvent(String name, byte[] array, int offset, int length);
}
