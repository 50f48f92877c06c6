package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the model may, must not or must call a tool.
 *
 * @param mode the rule
 * @param tool the tool that must be called; present exactly with {@link Mode#NAMED}
 */
public record ToolChoice(Mode mode, Optional<String> tool) {
  /** The rule. May grow. */
  public enum Mode {
    AUTO,
    NONE,
    REQUIRED,
    NAMED
  }

  /** The model decides; the default. */
  public static final ToolChoice AUTO = choice(Mode.AUTO, null);

  /** No tool is called. */
  public static final ToolChoice NONE = choice(Mode.NONE, null);

  /** Some tool is called. */
  public static final ToolChoice REQUIRED = choice(Mode.REQUIRED, null);

  public ToolChoice {
    requireNonNull(mode, "mode is null");
    if ((mode == Mode.NAMED) != tool.isPresent()) {
      throw new IllegalArgumentException("A tool is named exactly where the mode is NAMED");
    }
  }

  /** This very tool is called. */
  public static ToolChoice named(String tool) {
    return choice(Mode.NAMED, requireNonNull(tool, "tool is null"));
  }

  private static ToolChoice choice(Mode mode, @Nullable String tool) {
    return new ToolChoice(mode, Optional.ofNullable(tool));
  }
}
