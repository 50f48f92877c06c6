package dev.runnel.http;

/**
 * A reader of answers whose end shows only in that nothing follows: whole documents, of which there
 * may be several, from a service that does not end the body after the last.
 */
interface QuietReader extends AnswerReader {
  /** Whether the answer is whole if nothing follows; asked after each read. */
  boolean awaitsQuiet();

  /** Nothing has followed for a while, or the connection is gone and nothing can. */
  void onQuiet();
}
