package dev.runnel.http.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A field of plain ASCII that most events repeat, so that its string is made once. */
final class RepeatedText {
  private byte[] bytes = {};
  private String text = "";

  String of(byte[] array, int from, int to) {
    if (!Arrays.equals(array, from, to, bytes, 0, bytes.length)) {
      bytes = Arrays.copyOfRange(array, from, to);
      text = new String(bytes, ISO_8859_1);
    }
    return text;
  }
}
