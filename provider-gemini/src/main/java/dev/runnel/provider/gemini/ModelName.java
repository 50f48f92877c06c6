package dev.runnel.provider.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's name, and what it tells of the model. Google gives each generation of models its own
 * rules for the same fields, and offers no other way to learn which hold.
 *
 * @param id without {@code models/}
 * @param generation how the model is told how long to think
 */
record ModelName(String id, Generation generation) {
  /** How a model is told how long to think. */
  enum Generation {
    /** Not at all. */
    NO_THINKING,
    /** By a number of tokens: Gemini 2.5. */
    BUDGET,
    /** By a level, with {@code MINIMAL} among them: the Flash models up to 3.5. */
    LEVEL_FROM_MINIMAL,
    /** By a level, {@code LOW} the least: everything else since Gemini 3. */
    LEVEL_FROM_LOW;

    boolean level() {
      return this == LEVEL_FROM_MINIMAL || this == LEVEL_FROM_LOW;
    }
  }

  private static final String PREFIX = "models/";
  private static final String TUNED_PREFIX = "tunedModels/";

  /** {@code gemini-3.5-flash-lite}; the two digits that count, and the rest. */
  private static final Pattern NUMBERED =
      Pattern.compile("gemini-(\\d{1,3})(?:\\.(\\d{1,3}))?(.*)");

  /** {@code gemini-flash-latest}: always of the newest generation. */
  private static final Pattern LATEST = Pattern.compile("gemini-[a-z-]+-latest");

  static ModelName of(String name) {
    String id = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return new ModelName(id, generationOf(id.toLowerCase(Locale.ROOT)));
  }

  private static Generation generationOf(String id) {
    if (LATEST.matcher(id).matches()) {
      return Generation.LEVEL_FROM_LOW;
    }
    Matcher numbered = NUMBERED.matcher(id);
    if (!numbered.matches()) {
      return Generation.NO_THINKING;
    }
    int major = Integer.parseInt(numbered.group(1));
    int minor = numbered.group(2) == null ? 0 : Integer.parseInt(numbered.group(2));
    if (major >= 3) {
      boolean minimal = major == 3 && minor <= 5 && numbered.group(3).contains("flash");
      return minimal ? Generation.LEVEL_FROM_MINIMAL : Generation.LEVEL_FROM_LOW;
    }
    return major == 2 && minor >= 5 ? Generation.BUDGET : Generation.NO_THINKING;
  }

  /**
   * What is known of the model: since Gemini 4, how tokens are chosen is the model's own affair.
   */
  ModelInfo info(Map<Feature, Support> features) {
    Matcher numbered = NUMBERED.matcher(id);
    boolean chooses = numbered.matches() && Integer.parseInt(numbered.group(1)) >= 4;
    return new ModelInfo(
        id,
        features,
        chooses ? Set.of(RequestParameter.TEMPERATURE, RequestParameter.TOP_P) : Set.of());
  }

  /** Whether thinking can be switched off. */
  boolean canSwitchThinkingOff() {
    return generation == Generation.NO_THINKING
        || (generation == Generation.BUDGET && id.contains("flash"));
  }

  /** Whether a tool call is refused where it comes back without the signature it came with. */
  boolean wantsSignatures() {
    return generation.level();
  }

  /**
   * The model as a part of a path.
   *
   * @throws ChatException when the name would lead elsewhere
   */
  String path() {
    String resource = id.startsWith(TUNED_PREFIX) ? id : PREFIX + id;
    if (resource.contains("..") || resource.contains("//")) {
      throw ChatException.builder(
              ErrorKind.MODEL_NOT_FOUND, "'" + id + "' cannot be the name of a model of Gemini")
          .nextStep("Name a model such as 'gemini-flash-latest'")
          .build();
    }
    StringBuilder path = new StringBuilder();
    for (byte b : resource.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "/-._~".indexOf(c) >= 0) {
        path.append(c);
      } else {
        path.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
      }
    }
    return path.toString();
  }
}
