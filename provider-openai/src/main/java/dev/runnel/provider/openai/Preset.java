package dev.runnel.provider.openai;

import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import java.util.List;

/** One line of the table of presets, while it is written down. */
final class Preset {
  private final String id;
  private final EndpointPreset.Builder endpoint;
  private List<String> models = List.of();
  private List<String> familiar = List.of();
  private List<String> supports = List.of();
  private List<String> lacks = List.of();
  private List<String> ignores = List.of();
  private boolean needsModels;

  private Preset(String id, String name) {
    this.id = id;
    endpoint = EndpointPreset.builder(id).displayName(name);
  }

  static Preset of(String id, String name) {
    return new Preset(id, name);
  }

  Preset homepage(String address) {
    endpoint.homepage(address);
    return this;
  }

  Preset at(String baseUrl) {
    endpoint.set(OpenAiOptions.BASE_URL, baseUrl);
    return this;
  }

  /** A key without which there is no use, and the variable that its users keep it in. */
  Preset key(String variable) {
    endpoint
        .variable(OpenAiOptions.API_KEY, variable)
        .authentication(Authentication.requires(OpenAiOptions.API_KEY));
    return this;
  }

  /** A key that the server may have been started with. */
  Preset localKey(String variable) {
    endpoint.variable(OpenAiOptions.API_KEY, variable);
    return this;
  }

  Preset local(String howToStart) {
    endpoint.local(howToStart).authentication(Authentication.optional(OpenAiOptions.API_KEY));
    return this;
  }

  Preset needs(Option<?> option, String example) {
    endpoint.needs(option, example);
    needsModels |= option == OpenAiOptions.MODELS;
    return this;
  }

  Preset set(Option<?> option, String value) {
    endpoint.set(option, value);
    return this;
  }

  Preset models(String... names) {
    models = List.of(names);
    return this;
  }

  Preset familiar(String... prefixes) {
    familiar = List.of(prefixes);
    return this;
  }

  Preset supports(String... features) {
    return supports(List.of(features));
  }

  Preset supports(List<String> features) {
    supports = features;
    return this;
  }

  Preset lacks(String... features) {
    lacks = List.of(features);
    return this;
  }

  Preset ignores(String... parameters) {
    ignores = List.of(parameters);
    return this;
  }

  String id() {
    return id;
  }

  List<String> familiar() {
    return familiar;
  }

  EndpointPreset endpoint() {
    if (!needsModels) {
      endpoint.set(OpenAiOptions.MODELS, String.join(",", models));
    }
    return endpoint
        .set(OpenAiOptions.SUPPORTS, String.join(",", supports))
        .set(OpenAiOptions.LACKS, String.join(",", lacks))
        .set(OpenAiOptions.IGNORES, String.join(",", ignores))
        .capabilities(OpenAiCapabilities.of(models, supports, lacks, ignores, familiar))
        .build();
  }
}
