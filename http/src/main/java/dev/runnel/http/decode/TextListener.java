package dev.runnel.http.decode;

/** Takes the text of a {@link Utf8Decoder}. */
@FunctionalInterface
public interface TextListener {

  /** The next piece of text: not empty, and never half a surrogate pair. */
  void onText(String text);
}
