package dev.runnel.provider.anthropic;

import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one model's requests from another's, by its family and version: the service refuses
 * what a model does not take. A Claude newer than this driver is taken to be as the newest of its
 * family; what is no Claude, as those are that speak this protocol elsewhere: they take the fields
 * that it had first.
 */
final class ModelTraits {
  /** How a model is asked to think. */
  enum Thinking {
    /** Not at all. */
    NONE,
    /** With a budget of tokens. */
    BUDGET,
    /** As it sees fit, with an effort. */
    ADAPTIVE
  }

  /** How a model is kept from thinking. */
  enum Off {
    DISABLED,
    BETWEEN_TOOLS,
    NEVER
  }

  private static final Pattern FAMILY_FIRST =
      Pattern.compile("claude-([a-z]+)(?:-(\\d{1,2}))?(?:-(\\d{1,2}))?(?!\\d).*");
  private static final Pattern VERSION_FIRST =
      Pattern.compile("claude-(\\d)(?:-(\\d))?-([a-z]+).*");

  /** The first version of the interface that takes neither temperature nor top p. */
  private static final String WITHOUT_SAMPLING = "2026-10-21";

  private static final int USUAL_MAX_TOKENS = 32_000;

  private final String id;
  private final boolean claude;
  private final String family;

  /** Major version times a hundred, and the minor one. */
  private final int version;

  /** Whether the interface that is spoken has temperature and nucleus sampling. */
  private final boolean sampling;

  private ModelTraits(String id, boolean claude, String family, int version, boolean sampling) {
    this.id = id;
    this.claude = claude;
    this.family = family;
    this.version = version;
    this.sampling = sampling;
  }

  /**
   * @param id the model
   * @param spoken the version of the interface
   */
  static ModelTraits of(String id, String spoken) {
    ModelTraits model = of(id);
    // Versions are dates, which as text stand in their order.
    boolean sampling = spoken.compareTo(WITHOUT_SAMPLING) < 0;
    return new ModelTraits(id, model.claude, model.family, model.version, sampling);
  }

  static ModelTraits of(String id) {
    int start = id.indexOf("claude-");
    String name = start < 0 ? "" : id.substring(start);
    Matcher old = VERSION_FIRST.matcher(name);
    if (old.matches()) {
      return new ModelTraits(id, true, old.group(3), version(old.group(1), old.group(2)), true);
    }
    Matcher usual = FAMILY_FIRST.matcher(name);
    if (usual.matches()) {
      return new ModelTraits(
          id, true, usual.group(1), version(usual.group(2), usual.group(3)), true);
    }
    return new ModelTraits(id, false, "", 0, true);
  }

  private static int version(String major, String minor) {
    if (major == null) {
      return Integer.MAX_VALUE; // a name for whichever is the newest
    }
    return Integer.parseInt(major) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
  }

  String id() {
    return id;
  }

  Thinking thinking() {
    if (!claude) {
      return Thinking.BUDGET;
    }
    return version < 307 ? Thinking.NONE : version < 406 ? Thinking.BUDGET : Thinking.ADAPTIVE;
  }

  /** Whether it thinks where it is not asked to, and then does not show what. */
  boolean thinksUnasked() {
    return claude && version >= 500;
  }

  Off off() {
    if (!claude) {
      return Off.DISABLED;
    }
    return switch (family) {
      case "haiku" -> Off.DISABLED;
      case "opus" -> version < 505 ? Off.DISABLED : Off.NEVER;
      case "sonnet" -> version < 505 ? Off.DISABLED : Off.BETWEEN_TOOLS;
      default -> Off.NEVER;
    };
  }

  /** Whether it can be made to call a tool. */
  boolean callsOnDemand() {
    if (!claude || family.equals("haiku")) {
      return true;
    }
    return family.equals("opus") || family.equals("sonnet") ? version < 505 : version < 501;
  }

  /** Whether temperature and nucleus sampling can be set. */
  boolean samples() {
    return sampling && (!claude || (family.equals("opus") ? version < 407 : version < 500));
  }

  /** Whether both of them can be set at once. */
  boolean samplesBothWays() {
    return !claude || version < 401;
  }

  /** Whether an answer can be made to follow a JSON schema. */
  boolean takesSchemas() {
    return !claude || version >= 405;
  }

  /** Whether what it has thought is good only after what stood before it then. */
  boolean bindsThoughts() {
    return claude && version >= 505;
  }

  /** The most tokens of an answer where nobody said. */
  int usualMaxTokens() {
    if (!claude || version >= 400) {
      return USUAL_MAX_TOKENS;
    }
    return version >= 307 ? USUAL_MAX_TOKENS : version >= 305 ? 8_192 : 4_096;
  }

  /** What is known of the model, for whoever chooses one. */
  ModelInfo info() {
    Map<Feature, Support> features = new EnumMap<>(Feature.class);
    Set<RequestParameter> ignored = EnumSet.noneOf(RequestParameter.class);
    if (claude) {
      boolean thinks = thinking() != Thinking.NONE;
      features.put(Feature.REASONING, thinks ? Support.YES : Support.NO);
      features.put(Feature.JSON_SCHEMA, takesSchemas() ? Support.YES : Support.NO);
      if (!thinks) {
        ignored.add(RequestParameter.REASONING_EFFORT);
      }
    }
    if (!samples()) {
      ignored.add(RequestParameter.TEMPERATURE);
      ignored.add(RequestParameter.TOP_P);
    }
    return new ModelInfo(id, features, ignored);
  }
}
