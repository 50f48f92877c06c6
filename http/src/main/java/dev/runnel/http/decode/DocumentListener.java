package dev.runnel.http.decode;

/** Takes the documents of a {@link NdjsonDecoder} or a {@link JsonDocumentsDecoder}. */
@FunctionalInterface
public interface DocumentListener {

  /**
   * One document, as the bytes that were sent. It has been framed, not parsed.
   *
   * @param array holds the document, until this method returns
   */
  void onDocument(byte[] array, int offset, int length);
}
