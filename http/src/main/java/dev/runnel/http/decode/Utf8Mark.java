package dev.runnel.http.decode;

/** The byte order mark, which some servers put before UTF-8 and which is not part of the text. */
final class Utf8Mark {
  static final int LENGTH = 3;

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8Mark() {}

  static boolean at(byte[] array, int from, int to) {
    return to - from >= LENGTH
        && array[from] == MARK[0]
        && array[from + 1] == MARK[1]
        && array[from + 2] == MARK[2];
  }

  static byte byteAt(int index) {
    return MARK[index];
  }
}
