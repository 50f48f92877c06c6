package dev.runnel.config.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The form of the file of callers' keys: a table for each. */
final class CallerKeyText {
  private CallerKeyText() {}

  static String of(List<CallerKey> keys) {
    StringBuilder text =
        new StringBuilder(
            "# Written by `runnel serve keys`. The keys themselves are kept nowhere.\n");
    keys.forEach(key -> append(text, key));
    return text.toString();
  }

  private static void append(StringBuilder text, CallerKey key) {
    text.append("\n[").append(KeyFileText.quoted(key.name())).append("]\n");
    value(text, CallerKeyReader.FINGERPRINT, KeyFileText.quoted(key.fingerprint()));
    if (!key.models().isEmpty()) {
      value(
          text,
          CallerKeyReader.MODELS,
          key.models().stream()
              .map(KeyFileText::quoted)
              .collect(Collectors.joining(", ", "[", "]")));
    }
    count(text, CallerKeyReader.REQUESTS, key.limits().requestsPerMinute());
    count(text, CallerKeyReader.TOKENS, key.limits().tokensPerMinute());
    count(text, CallerKeyReader.CONCURRENCY, key.limits().concurrency());
    time(text, CallerKeyReader.CREATED, Optional.of(key.created()));
    time(text, CallerKeyReader.EXPIRES, key.expires());
    time(text, CallerKeyReader.REVOKED, key.revoked());
  }

  private static void count(StringBuilder text, String name, OptionalInt count) {
    count.ifPresent(number -> value(text, name, Integer.toString(number)));
  }

  private static void time(StringBuilder text, String name, Optional<Instant> time) {
    time.ifPresent(moment -> value(text, name, KeyFileText.quoted(moment.toString())));
  }

  private static void value(StringBuilder text, String name, String value) {
    text.append(name).append(" = ").append(value).append('\n');
  }
}
