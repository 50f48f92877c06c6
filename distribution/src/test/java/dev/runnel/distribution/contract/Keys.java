package dev.runnel.distribution.contract;

import dev.runnel.sandbox.Sandbox;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.util.Map;

/** Keys for services that want one; any will do, but not none. */
final class Keys {
  static final String KEY = "sk-of-the-tests";

  /** The variables in which users keep them. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_API_KEY", KEY, "ANTHROPIC_API_KEY", KEY, "GEMINI_API_KEY", KEY);

  private Keys() {}

  /** An endpoint that is the sandbox, with a key where one is wanted. */
  static EndpointConfig config(ProviderDescription provider, Sandbox sandbox) {
    return config(provider, sandbox.baseUrl(provider.id()));
  }

  /** An endpoint at this address, with a key where one is wanted. */
  static EndpointConfig config(ProviderDescription provider, String baseUrl) {
    EndpointConfig.Builder config =
        EndpointConfig.builder(provider).set(StandardOptions.BASE_URL, baseUrl);
    if (provider.authentication().required()) {
      provider.authentication().options().forEach(option -> config.set(option, KEY));
    }
    return config.build();
  }
}
