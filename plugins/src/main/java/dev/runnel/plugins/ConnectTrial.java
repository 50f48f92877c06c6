package dev.runnel.plugins;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import java.util.Optional;

/** Connects a provider once, to see whether it can be connected at all. */
final class ConnectTrial {
  private ConnectTrial() {}

  /** What is wrong with it; empty: nothing. A setting that is missing is not its fault. */
  static Optional<QuarantinedProvider> of(Providers providers, FoundProvider provider) {
    EndpointConfig defaults = EndpointConfig.builder(provider.description()).build();
    try (ChatClient client = providers.connect(defaults)) {
      client.capabilities();
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.empty();
    } catch (ChatException e) {
      return e.kind() == ErrorKind.INTERNAL
          ? Optional.of(
              new QuarantinedProvider(
                  Optional.of(provider.id()),
                  provider.source(),
                  "when it was to connect with its defaults, it threw " + thrown(e),
                  Optional.of(e)))
          : Optional.empty();
    }
  }

  private static String thrown(ChatException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? String.valueOf(failure.getMessage()) : text(cause);
  }

  private static String text(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable again) { // foreign code as well
      return thrown.getClass().getName();
    }
  }
}
