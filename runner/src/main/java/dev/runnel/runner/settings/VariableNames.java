package dev.runnel.runner.settings;

import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The environment variables that set an endpoint's options. */
public final class VariableNames {
  private static final String PREFIX = "RUNNEL_";

  private VariableNames() {}

  /** What every option of every endpoint has, such as {@code RUNNEL_AILS_BASE_URL}. */
  public static String of(String endpoint, String option) {
    return prefix(endpoint) + shout(option);
  }

  /** What the variables of an endpoint's options begin with, such as {@code RUNNEL_AILS_}. */
  public static String prefix(String endpoint) {
    return PREFIX + shout(endpoint) + "_";
  }

  /**
   * All the variables of an option, the last counting: first those its users know, if any.
   *
   * @param preset what the endpoint was made of: then the variables that the provider's own users
   *     know are not meant for it, but the preset's
   */
  public static List<String> all(
      String endpoint, Optional<EndpointPreset> preset, Option<?> option) {
    List<String> names = new ArrayList<>();
    if (preset.isPresent()) {
      Optional.ofNullable(preset.get().variables().get(option.name())).ifPresent(names::add);
    } else {
      names.addAll(option.environmentVariables());
    }
    names.add(of(endpoint, option.name()));
    return names;
  }

  private static String shout(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
