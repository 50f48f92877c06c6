package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that was written about endpoints.
 *
 * @param own the endpoints that a user made
 * @param files options from files: the environment replaces them
 * @param environment variables
 * @param texts options that replace the environment
 * @param credentials secrets, which replace all else
 * @param mentions where else endpoints are named
 * @param keyCommand a command that sets a secret when an endpoint's id follows it, for messages
 * @param mistakes those that were found before
 */
public record EndpointSources(
    List<OwnEndpoint> own,
    List<OptionText> files,
    Map<String, String> environment,
    List<OptionText> texts,
    List<Credential> credentials,
    List<Mention> mentions,
    Optional<String> keyCommand,
    List<Mistake> mistakes) {
  /**
   * A secret that was handed over.
   *
   * @param endpoint the endpoint's id
   * @param option the secret option's name
   * @param value asked for when the endpoint is first needed, then kept
   * @param source where it comes from, for messages; may be empty
   */
  public record Credential(String endpoint, String option, Supplier<Secret> value, String source) {
    public Credential {
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(option, "option is null");
      requireNonNull(value, "value is null");
      requireNonNull(source, "source is null");
    }

    String key() {
      return endpoint + "." + option;
    }
  }

  public EndpointSources {
    own = List.copyOf(own);
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
    texts = List.copyOf(texts);
    credentials = List.copyOf(credentials);
    mentions = List.copyOf(mentions);
    requireNonNull(keyCommand, "keyCommand is null");
    mistakes = List.copyOf(mistakes);
  }
}
