package dev.runnel.cli.render;

import dev.runnel.runner.Runner;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The presets of a provider in words, a line each: name, what it needs, where it is. */
final class PresetText {
  private PresetText() {}

  static List<String> of(ProviderDescription description) {
    List<EndpointPreset> presets = description.presets();
    int names = presets.stream().mapToInt(preset -> preset.id().length()).max().orElse(0);
    int needs =
        presets.stream().mapToInt(preset -> needs(description, preset).length()).max().orElse(0);
    return presets.stream()
        .map(
            preset ->
                padded(preset.id(), names)
                    + "  "
                    + padded(needs(description, preset), needs)
                    + "  "
                    + address(preset))
        .toList();
  }

  private static String needs(ProviderDescription description, EndpointPreset preset) {
    List<String> needs = new ArrayList<>();
    if (preset.local()) {
      needs.add("on this machine");
    }
    if (preset.authentication().required()) {
      for (String name : preset.authentication().missing(option -> false)) {
        description
            .option(name)
            .ifPresent(option -> needs.add(Runner.environmentVariables(preset, option).get(0)));
      }
    }
    return needs.isEmpty() ? "no key" : String.join(", ", needs);
  }

  private static String address(EndpointPreset preset) {
    return preset
        .value(StandardOptions.BASE_URL)
        .or(
            () ->
                Optional.ofNullable(preset.needed().get(StandardOptions.BASE_URL))
                    .map(example -> "your own, such as " + example))
        .orElse("elsewhere");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
