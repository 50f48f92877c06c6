package dev.runnel.provider.gemini;

import dev.runnel.api.ReasoningEffort;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long a model is asked to think. The numbers for Gemini 2.5 are those by which Google's own
 * OpenAI-compatible interface understands the same words.
 */
final class Thinking {
  private static final int LITTLE = 1024;
  private static final int MIDDLING = 8192;
  private static final int MUCH = 24_576;

  /** Less than this a model whose thinking cannot be switched off does not take. */
  private static final int LEAST = 128;

  private Thinking() {}

  /**
   * The {@code thinkingConfig} of a request; empty: the model's own habits.
   *
   * @param effort what the caller wants, if anything
   * @param shown whether thoughts are wanted also where no effort was asked for
   */
  static Map<String, Object> config(
      ModelName model, Optional<ReasoningEffort> effort, boolean shown, Shortfall shortfall) {
    if (model.generation() == ModelName.Generation.NO_THINKING) {
      effort
          .filter(wanted -> wanted != ReasoningEffort.NONE)
          .ifPresent(
              wanted ->
                  shortfall.dropped("'" + model.id() + "' does not think: effort is dropped"));
      return Map.of();
    }
    Map<String, Object> config = new LinkedHashMap<>();
    if (effort.map(wanted -> wanted != ReasoningEffort.NONE).orElse(shown)) {
      config.put("includeThoughts", true);
    }
    effort.ifPresent(wanted -> put(config, model, wanted, shortfall));
    return config;
  }

  private static void put(
      Map<String, Object> config, ModelName model, ReasoningEffort effort, Shortfall shortfall) {
    if (effort == ReasoningEffort.NONE && !model.canSwitchThinkingOff()) {
      shortfall.dropped(
          "'" + model.id() + "' cannot be kept from thinking: it is asked for as little as it can");
    }
    if (model.generation().level()) {
      config.put("thinkingLevel", level(model, effort));
    } else {
      config.put("thinkingBudget", budget(model, effort));
    }
  }

  private static String level(ModelName model, ReasoningEffort effort) {
    return switch (effort) {
      case NONE, MINIMAL ->
          model.generation() == ModelName.Generation.LEVEL_FROM_MINIMAL ? "MINIMAL" : "LOW";
      default -> effort.name().toUpperCase(Locale.ROOT);
    };
  }

  private static int budget(ModelName model, ReasoningEffort effort) {
    return switch (effort) {
      case NONE -> model.canSwitchThinkingOff() ? 0 : LEAST;
      case MINIMAL, LOW -> LITTLE;
      case MEDIUM -> MIDDLING;
      default -> MUCH;
    };
  }
}
