package dev.runnel.http.decode;

/** Where the end of the input found a decoder: this is how a truncated stream is told. */
public enum InputEnd {
  /** Nothing was pending: as far as the form goes, the stream is whole. */
  BETWEEN_EVENTS,

  /** An event (or a character) had begun and not ended. It was not delivered. */
  INSIDE_EVENT
}
