package dev.runnel.provider.openai;

import dev.runnel.spi.Option;
import java.util.List;

/** Options whose values are a few words. */
final class Choice {
  private Choice() {}

  /** One of these words; the first is the default. */
  static Option<String> of(String name, String... words) {
    return Option.text(name).readBy(text -> known(text.strip(), words)).defaultsTo(words[0]);
  }

  /** Any of these words, separated by commas; none is the default. */
  static Option<List<String>> any(String name, List<String> words) {
    Option<List<String>> list = Option.list(name);
    return list.readBy(
            text -> {
              List<String> chosen = list.parse(text);
              chosen.forEach(word -> known(word, words.toArray(String[]::new)));
              return chosen;
            })
        .defaultsTo(List.of());
  }

  private static String known(String word, String... words) {
    if (!List.of(words).contains(word)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", words) + ", not '" + word + "'");
    }
    return word;
  }
}
