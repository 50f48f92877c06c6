package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of whether an endpoint lives.
 *
 * @param endpoint its id
 * @param key the label of the key that it was asked by, where it has several
 * @param state what came of it
 * @param models how many models it named
 * @param millis how long that took
 * @param told why it failed or was not asked; may be empty
 */
record Liveness(
    String endpoint,
    Optional<String> key,
    State state,
    OptionalInt models,
    OptionalLong millis,
    String told) {
  /** What came of a question. */
  enum State {
    /** It answered. */
    LIVES,
    /** It, or the way to it, failed. */
    FAILED,
    /** Nothing is missing, and it has no question that costs nothing. */
    READY,
    /** It was not asked, and why. */
    NOT_ASKED;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Liveness of(String endpoint, Optional<String> key, State state, String told) {
    return new Liveness(endpoint, key, state, OptionalInt.empty(), OptionalLong.empty(), told);
  }

  String text() {
    String name = endpoint + key.map(label -> " (" + label + ")").orElse("");
    return switch (state) {
      case LIVES -> name + ": lives, " + count() + ", " + millis.orElse(0) + " ms";
      case FAILED -> name + ": failed: " + told;
      case READY -> name + ": ready; " + told;
      case NOT_ASKED -> name + ": not asked; it " + told;
    };
  }

  private String count() {
    int found = models.orElse(0);
    return found == 1 ? "1 model" : found + " models";
  }

  String json() {
    return new JsonLine()
        .put("endpoint", endpoint)
        .put("key", key)
        .put("state", state.word())
        .put("models", models.isPresent() ? Optional.of(models.getAsInt()) : Optional.empty())
        .put("latency_ms", millis.isPresent() ? Optional.of(millis.getAsLong()) : Optional.empty())
        .put("reason", Optional.of(told).filter(text -> !text.isEmpty()))
        .toString();
  }
}
