package dev.runnel.http.json;

/** How much JSON is accepted, from anybody. */
final class JsonLimits {
  /** Deeper than anything a service sends; shallow enough to be walked by recursion. */
  static final int MAX_DEPTH = 256;

  /** In characters; conversion of a number takes more than linear time. */
  static final int MAX_NUMBER_LENGTH = 1_000;

  private JsonLimits() {}
}
