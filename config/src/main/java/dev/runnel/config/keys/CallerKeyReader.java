package dev.runnel.config.keys;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads what a file has of a caller's key. What is wrong is told, and no key made of it. */
final class CallerKeyReader {
  static final String FINGERPRINT = "sha256";
  static final String MODELS = "models";
  static final String REQUESTS = "requests-per-minute";
  static final String TOKENS = "tokens-per-minute";
  static final String CONCURRENCY = "concurrency";
  static final String CREATED = "created";
  static final String EXPIRES = "expires";
  static final String REVOKED = "revoked";

  private static final Set<String> KNOWN =
      Set.of(FINGERPRINT, MODELS, REQUESTS, TOKENS, CONCURRENCY, CREATED, EXPIRES, REVOKED);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Consumer<Mistake> mistakes;

  CallerKeyReader(Consumer<Mistake> mistakes) {
    this.mistakes = mistakes;
  }

  Optional<CallerKey> read(String name, TomlNode table) {
    try {
      for (String key : table.children().keySet()) {
        if (!KNOWN.contains(key)) { // a limit that is misspelt would be none
          throw new IllegalArgumentException("has no '" + key + "'");
        }
      }
      return Optional.of(
          new CallerKey(
              name,
              text(table, FINGERPRINT)
                  .filter(text -> SHA256.matcher(text).matches())
                  .orElseThrow(() -> new IllegalArgumentException("needs sha256")),
              models(table),
              new CallerKey.Limits(
                  count(table, REQUESTS), count(table, TOKENS), count(table, CONCURRENCY)),
              time(table, CREATED).orElse(Instant.EPOCH),
              time(table, EXPIRES),
              time(table, REVOKED)));
    } catch (IllegalArgumentException | DateTimeException e) {
      mistakes.accept(
          new Mistake(
              name,
              table.place().toString(),
              "is no key of a caller: it "
                  + e.getMessage()
                  + "; `runnel serve keys create` writes them"));
      return Optional.empty();
    }
  }

  private static List<String> models(TomlNode table) {
    return table.child(MODELS).map(TomlNode::items).orElse(List.of()).stream()
        .map(TomlNode::text)
        .toList();
  }

  private static Optional<String> text(TomlNode table, String key) {
    return table.child(key).filter(TomlNode::isText).map(TomlNode::text);
  }

  private static Optional<Instant> time(TomlNode table, String key) {
    return table.child(key).map(TomlNode::text).map(Instant::parse);
  }

  private static OptionalInt count(TomlNode table, String key) {
    Optional<TomlNode> node = table.child(key);
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    int count = node.filter(TomlNode::isInteger).map(one -> Integer.parseInt(one.text())).orElse(0);
    if (count < 1) {
      throw new IllegalArgumentException("needs a whole number of 1 or more as " + key);
    }
    return OptionalInt.of(count);
  }
}
