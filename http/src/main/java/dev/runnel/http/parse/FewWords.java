package dev.runnel.http.parse;

import java.util.Arrays;

/** Strings that recur, each made once while no other takes its place. */
final class FewWords {
  private static final int PLACES = 64;
  private static final int MAX_LENGTH = 64;

  private final String[] words = new String[PLACES];

  FewWords() {
    Arrays.fill(words, "");
  }

  String of(char[] text, int from, int length) {
    if (length == 0) {
      return "";
    }
    if (length > MAX_LENGTH) {
      return make(text, from, length);
    }
    int mixed = length * 31 + text[from] * 7 + text[from + length - 1];
    int place = mixed & PLACES - 1;
    String word = words[place];
    if (!isAt(word, text, from, length)) {
      word = make(text, from, length);
      words[place] = word;
    }
    return word;
  }

  private static String make(char[] text, int from, int length) {
    return Surrogates.replaceLone(new String(text, from, length));
  }

  private static boolean isAt(String word, char[] text, int from, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
