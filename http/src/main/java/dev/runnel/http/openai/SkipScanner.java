package dev.runnel.http.openai;

import static dev.runnel.http.openai.ByteScan.NOT_MINE;
import static dev.runnel.http.openai.ByteScan.at;
import static dev.runnel.http.openai.ByteScan.skipWhite;

/**
 * Steps over JSON values that tell nothing. What it steps over is certainly JSON; what is rare
 * (escapes, characters beyond ASCII, long numbers, deep nesting) it leaves to the full parser.
 */
final class SkipScanner {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_NAME_LENGTH = 256;

  private SkipScanner() {}

  /** The index after the value that begins at {@code from}. */
  static int skipValue(byte[] array, int from, int to) {
    return skipValue(array, from, to, 0);
  }

  /** The index of the quote that closes the name that begins after {@code from}. */
  static int nameEnd(byte[] array, int from, int to) {
    if (at(array, from, to) != '"') {
      return NOT_MINE;
    }
    int end = ByteScan.asciiEnd(array, from + 1, to);
    return end - from <= MAX_NAME_LENGTH ? end : NOT_MINE;
  }

  /** The index of the value after the name that the quote at {@code nameEnd} closes. */
  static int valueStart(byte[] array, int nameEnd, int to) {
    int colon = skipWhite(array, nameEnd + 1, to);
    return at(array, colon, to) == ':' ? skipWhite(array, colon + 1, to) : NOT_MINE;
  }

  private static int skipValue(byte[] array, int from, int to, int depth) {
    switch (at(array, from, to)) {
      case '"':
        int end = ByteScan.asciiEnd(array, from + 1, to);
        return end < 0 ? NOT_MINE : end + 1;
      case 'n':
        return ByteScan.skipLiteral(array, from, to, "null");
      case 't':
        return ByteScan.skipLiteral(array, from, to, "true");
      case 'f':
        return ByteScan.skipLiteral(array, from, to, "false");
      case '{':
        return depth == MAX_DEPTH ? NOT_MINE : skipObject(array, from, to, depth + 1);
      case '[':
        return depth == MAX_DEPTH ? NOT_MINE : skipArray(array, from, to, depth + 1);
      default:
        return skipNumber(array, from, to);
    }
  }

  private static int skipObject(byte[] array, int from, int to, int depth) {
    int i = skipWhite(array, from + 1, to);
    if (at(array, i, to) == '}') {
      return i + 1;
    }
    while (true) {
      int nameEnd = nameEnd(array, i, to);
      int value = nameEnd < 0 ? NOT_MINE : valueStart(array, nameEnd, to);
      i = value < 0 ? NOT_MINE : skipValue(array, value, to, depth);
      if (i < 0) {
        return NOT_MINE;
      }
      i = skipWhite(array, i, to);
      byte b = at(array, i, to);
      if (b == '}') {
        return i + 1;
      }
      if (b != ',') {
        return NOT_MINE;
      }
      i = skipWhite(array, i + 1, to);
    }
  }

  private static int skipArray(byte[] array, int from, int to, int depth) {
    int i = skipWhite(array, from + 1, to);
    if (at(array, i, to) == ']') {
      return i + 1;
    }
    while (true) {
      i = skipValue(array, i, to, depth);
      if (i < 0) {
        return NOT_MINE;
      }
      i = skipWhite(array, i, to);
      byte b = at(array, i, to);
      if (b == ']') {
        return i + 1;
      }
      if (b != ',') {
        return NOT_MINE;
      }
      i = skipWhite(array, i + 1, to);
    }
  }

  /** The index after the number that begins at {@code from}. */
  static int skipNumber(byte[] array, int from, int to) {
    int i = at(array, from, to) == '-' ? from + 1 : from;
    int whole = i;
    i = skipDigits(array, i, to);
    if (i == whole || array[whole] == '0' && i > whole + 1) {
      return NOT_MINE;
    }
    if (at(array, i, to) == '.') {
      int fraction = i + 1;
      i = skipDigits(array, fraction, to);
      if (i == fraction) {
        return NOT_MINE;
      }
    }
    byte b = at(array, i, to);
    if (b == 'e' || b == 'E') {
      byte sign = at(array, i + 1, to);
      int exponent = sign == '+' || sign == '-' ? i + 2 : i + 1;
      i = skipDigits(array, exponent, to);
      if (i == exponent) {
        return NOT_MINE;
      }
    }
    return i - from <= MAX_NUMBER_LENGTH ? i : NOT_MINE;
  }

  private static int skipDigits(byte[] array, int from, int to) {
    int i = from;
    while (i < to && array[i] >= '0' && array[i] <= '9') {
      i++;
    }
    return i;
  }
}
