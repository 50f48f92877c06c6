package dev.runnel.provider.ollama;

import dev.runnel.spi.EndpointConfig;
import java.util.Optional;

/**
 * What an endpoint's configuration adds to every request.
 *
 * @param contextTokens how much of the conversation the model sees, in tokens
 * @param truncate whether Ollama may leave out the oldest messages where all are too many
 */
record Settings(Optional<KeepAlive> keepAlive, Optional<Long> contextTokens, boolean truncate) {
  static Settings of(EndpointConfig config) {
    return new Settings(
        config.find(OllamaProvider.KEEP_ALIVE).map(KeepAlive::new),
        config.find(OllamaProvider.NUM_CTX),
        config.get(OllamaProvider.TRUNCATE));
  }
}
