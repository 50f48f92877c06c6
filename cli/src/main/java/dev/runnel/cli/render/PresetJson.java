package dev.runnel.cli.render;

import dev.runnel.runner.Runner;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.ProviderDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Presets as JSON. */
final class PresetJson {
  private PresetJson() {}

  static JsonLine of(ProviderDescription description, EndpointPreset preset) {
    return new JsonLine()
        .put("id", preset.id())
        .put("name", preset.displayName())
        .put("homepage", preset.homepage().map(Object::toString))
        .put("local", preset.local())
        .put("how_to_start", preset.howToStart())
        .put("needs_auth", preset.authentication().required())
        .put("auth_options", preset.authentication().options())
        .put("auth_environment", environment(description, preset))
        .put("values", preset.values())
        .put("needs", preset.needed());
  }

  private static Map<String, List<String>> environment(
      ProviderDescription description, EndpointPreset preset) {
    Map<String, List<String>> variables = new LinkedHashMap<>();
    for (String name : preset.authentication().options()) {
      description
          .option(name)
          .ifPresent(option -> variables.put(name, Runner.environmentVariables(preset, option)));
    }
    return variables;
  }
}
