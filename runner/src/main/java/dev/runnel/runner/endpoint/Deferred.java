package dev.runnel.runner.endpoint;

import dev.runnel.api.Secret;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Secrets that are asked for when an endpoint is first needed, and not before: one may come from a
 * program that asks its user for a password.
 */
final class Deferred {
  private final Map<Option<Secret>, Supplier<Secret>> secrets;

  Deferred(Map<Option<Secret>, Supplier<Secret>> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** The names of the options that they are values of; unmodifiable. */
  List<String> options() {
    return secrets.keySet().stream().<String>map(Option::name).toList();
  }

  /** Puts the secrets in; may block for as long as their sources take, and throw what they do. */
  EndpointConfig into(EndpointConfig config, ProviderDescription description) {
    if (secrets.isEmpty()) {
      return config;
    }
    EndpointConfig.Builder complete = EndpointConfig.builder(description, config);
    secrets.forEach((option, secret) -> complete.set(option, secret.get()));
    return complete.build();
  }
}
