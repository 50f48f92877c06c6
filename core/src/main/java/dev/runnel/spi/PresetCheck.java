package dev.runnel.spi;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether the presets of a description fit its options; what does not is its author's mistake. */
final class PresetCheck {
  private final ProviderDescription description;
  private final Set<String> ids = new HashSet<>();

  private PresetCheck(ProviderDescription description) {
    this.description = description;
    ids.add(description.id());
  }

  /**
   * Checks all presets.
   *
   * @throws IllegalStateException at the first one that does not fit
   */
  static void check(ProviderDescription description) {
    PresetCheck check = new PresetCheck(description);
    description.presets().forEach(check::check);
  }

  private void check(EndpointPreset preset) {
    if (!ids.add(preset.id())) {
      throw wrong(preset, "has an id that this provider or another preset of it has");
    }
    preset.values().forEach((name, value) -> checkValue(preset, name, value));
    preset.variables().keySet().forEach(name -> option(preset, name));
    preset.needed().keySet().forEach(name -> option(preset, name));
    for (String name : preset.authentication().options()) {
      if (!option(preset, name).isSecret()) {
        throw wrong(preset, "needs '" + name + "' for authentication, which is no secret option");
      }
    }
  }

  private void checkValue(EndpointPreset preset, String name, String value) {
    Option<?> option = option(preset, name);
    if (option.isSecret()) {
      throw wrong(preset, "sets '" + name + "', which is secret");
    }
    try {
      Object unused = option.parse(value);
    } catch (IllegalArgumentException e) {
      throw wrong(preset, "sets '" + name + "' wrongly: " + e.getMessage());
    }
  }

  private Option<?> option(EndpointPreset preset, String name) {
    Optional<Option<?>> option = description.option(name);
    return option.orElseThrow(() -> wrong(preset, "names '" + name + "', which is no option"));
  }

  private IllegalStateException wrong(EndpointPreset preset, String problem) {
    return new IllegalStateException(
        "The preset '" + preset.id() + "' of '" + description.id() + "' " + problem);
  }
}
