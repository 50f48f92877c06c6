package dev.runnel.cli.render;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.ProviderSource;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.Runner;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Providers as JSON. */
public final class ProviderJson {
  private ProviderJson() {}

  /** One that works. */
  public static String of(FoundProvider provider) {
    ProviderDescription description = provider.description();
    Capabilities capabilities = description.capabilities();
    return source(JsonLine.event("provider"), provider.source())
        .put("id", description.id())
        .put("name", description.displayName())
        .put("official", description.official())
        .put("homepage", description.homepage().map(Object::toString))
        .put("needs_auth", description.authentication().required())
        .put("auth_need", authNeed(description.authentication()))
        .put("auth_options", description.authentication().options())
        .put("local", description.local())
        .put("how_to_start", description.howToStart())
        .put("models", capabilities.models().stream().map(ModelInfo::id).toList())
        .put("open_ended", capabilities.openEnded())
        .put("familiar", capabilities.familiar())
        .put("supports", capabilities.signatureLine())
        .put("honours", capabilities.honoured().stream().map(RequestParameter::toString).toList())
        .put("features", features(capabilities))
        .put(
            "options",
            description.options().stream().map(one -> option(description.id(), one)).toList())
        .put(
            "presets",
            description.presets().stream().map(one -> PresetJson.of(description, one)).toList())
        .toString();
  }

  /** One that is out of use. */
  public static String of(QuarantinedProvider provider) {
    return source(JsonLine.event("quarantined"), provider.source())
        .put("id", provider.id())
        .put("reason", provider.reason())
        .toString();
  }

  private static String authNeed(Authentication authentication) {
    return authentication.options().isEmpty()
        ? "none"
        : authentication.need().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonLine source(JsonLine line, ProviderSource source) {
    return line.put("class", source.className())
        .put("jar", source.jar())
        .put("version", source.version());
  }

  private static Map<String, String> features(Capabilities capabilities) {
    Map<String, String> features = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      features.put(
          feature.toString(), capabilities.feature(feature).name().toLowerCase(Locale.ROOT));
    }
    return features;
  }

  private static JsonLine option(String endpoint, Option<?> option) {
    return new JsonLine()
        .put("key", endpoint + "." + option.name())
        .put("type", option.type().toString())
        .put("default", option.defaultValue().map(Object::toString))
        .put("secret", option.isSecret())
        .put("environment", Runner.environmentVariables(endpoint, option))
        .put("description", option.description());
  }
}
