package dev.runnel.sandbox.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one model takes, as the documentation's tables say.
 *
 * @param thinking the values of {@code thinking.type} that it takes
 * @param shows whether it shows what it thinks where {@code thinking.display} is not said
 * @param mostTokens the most that {@code max_tokens} may be
 * @param samples whether {@code temperature}, {@code top_p} and {@code top_k} may be set
 * @param efforts the values of {@code output_config.effort} that it takes
 * @param prefills whether the last message may be the model's own
 * @param forced whether it can be made to call a tool
 * @param systemTurns whether system messages may stand in the conversation
 */
record AnthropicModel(
    Set<String> thinking,
    boolean shows,
    int mostTokens,
    boolean samples,
    Set<String> efforts,
    boolean prefills,
    boolean forced,
    boolean systemTurns) {

  private static final Set<String> ALL = Set.of("low", "medium", "high", "xhigh", "max");
  private static final Set<String> WITHOUT_XHIGH = Set.of("low", "medium", "high", "max");

  private static final AnthropicModel OF_4_5 =
      new AnthropicModel(
          Set.of("enabled", "disabled"), true, 64_000, true, Set.of(), true, true, false);
  private static final AnthropicModel OF_4_6 =
      new AnthropicModel(
          Set.of("enabled", "adaptive", "disabled"),
          true,
          128_000,
          true,
          WITHOUT_XHIGH,
          false,
          true,
          false);
  private static final AnthropicModel OF_4_7 =
      new AnthropicModel(
          Set.of("adaptive", "disabled"), false, 128_000, false, ALL, false, true, false);
  private static final AnthropicModel OF_5 =
      new AnthropicModel(
          Set.of("adaptive", "disabled"), false, 128_000, false, ALL, false, true, true);
  private static final AnthropicModel THINKS_ALWAYS =
      new AnthropicModel(Set.of("adaptive"), false, 128_000, false, ALL, false, false, true);
  private static final AnthropicModel SONNET_5_5 =
      new AnthropicModel(
          Set.of("adaptive", "between_tools"), false, 128_000, false, ALL, false, false, true);

  /** A model that nobody has documented takes everything. */
  private static final AnthropicModel UNKNOWN =
      new AnthropicModel(
          Set.of("enabled", "adaptive", "disabled", "between_tools"),
          true,
          128_000,
          true,
          ALL,
          true,
          true,
          true);

  private static final Map<String, AnthropicModel> FAMILIES =
      Map.ofEntries(
          Map.entry("claude-sonnet-4-5", OF_4_5),
          Map.entry("claude-haiku-4-5", OF_4_5),
          Map.entry("claude-opus-4-5", OF_4_5.withEfforts(Set.of("low", "medium", "high"))),
          Map.entry("claude-sonnet-4-6", OF_4_6),
          Map.entry("claude-opus-4-6", OF_4_6),
          Map.entry("claude-opus-4-7", OF_4_7),
          Map.entry("claude-opus-4-8", OF_5),
          Map.entry("claude-sonnet-5", OF_4_7),
          Map.entry("claude-opus-5", OF_5),
          Map.entry("claude-haiku-5-5", OF_5),
          Map.entry("claude-sonnet-5-5", SONNET_5_5),
          Map.entry("claude-opus-5-5", THINKS_ALWAYS),
          Map.entry("claude-fable-5-2", THINKS_ALWAYS));

  /** Models whose thinking cannot be off while the effort is above {@code high}. */
  private static final Set<String> OFF_ONLY_BELOW_XHIGH =
      Set.of("claude-opus-5", "claude-haiku-5-5", "claude-sonnet-5-5");

  private static final Pattern DATE = Pattern.compile("-\\d{8}$");

  /** The usual models, as the list names them. */
  static final List<String> USUAL =
      List.of(
          "claude-opus-5-5",
          "claude-sonnet-5-5",
          "claude-haiku-5-5",
          "claude-fable-5-2",
          "claude-opus-5",
          "claude-sonnet-5",
          "claude-opus-4-8",
          "claude-opus-4-7",
          "claude-opus-4-6",
          "claude-sonnet-4-6",
          "claude-opus-4-5-20251101",
          "claude-haiku-4-5-20251001",
          "claude-sonnet-4-5-20250929");

  static AnthropicModel of(String name) {
    return FAMILIES.getOrDefault(family(name), UNKNOWN);
  }

  /** The name without the date of a snapshot. */
  static String family(String name) {
    return DATE.matcher(name).replaceFirst("");
  }

  /** Whether thinking can be off at this effort. */
  static boolean canBeOff(String name, String effort) {
    boolean high = effort.equals("xhigh") || effort.equals("max");
    return !(high && OFF_ONLY_BELOW_XHIGH.contains(family(name)));
  }

  private AnthropicModel withEfforts(Set<String> some) {
    return new AnthropicModel(
        thinking, shows, mostTokens, samples, some, prefills, forced, systemTurns);
  }
}
