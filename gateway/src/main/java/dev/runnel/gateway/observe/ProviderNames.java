package dev.runnel.gateway.observe;

import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.EndpointPreset;
import java.util.Map;

/**
 * The value of {@code gen_ai.provider.name}: what OpenTelemetry's semantic conventions call a
 * service, else the id of the preset or provider.
 */
final class ProviderNames {
  private static final Map<String, String> WELL_KNOWN =
      Map.of(
          "azure", "azure.ai.openai",
          "gemini", "gcp.gemini",
          "mistral", "mistral_ai",
          "xai", "x_ai");

  private ProviderNames() {}

  static String of(Endpoint endpoint) {
    String id = endpoint.preset().map(EndpointPreset::id).orElse(endpoint.provider().id());
    return WELL_KNOWN.getOrDefault(id, id);
  }
}
