package dev.runnel.runner.endpoint;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.GuardSettings;
import dev.runnel.runner.lifecycle.Lifecycle;
import dev.runnel.runner.route.Detour;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** Connects each endpoint once, when it is first needed. Safe to use from any thread. */
public final class Connections {
  private final EndpointCatalog catalog;
  private final Providers providers;
  private final GuardSettings settings;
  private final Detour detour;
  private final Lifecycle lifecycle;
  private final Map<String, ChatClient> clients = new HashMap<>();

  @Inject
  Connections(
      EndpointCatalog catalog,
      Providers providers,
      GuardSettings settings,
      Detour detour,
      Lifecycle lifecycle) {
    this.catalog = catalog;
    this.providers = providers;
    this.settings = settings;
    this.detour = detour;
    this.lifecycle = lifecycle;
  }

  /**
   * The client of an endpoint; sends nothing.
   *
   * @throws IllegalArgumentException when there is no such endpoint
   * @throws ConfigurationException when the provider refuses its configuration
   * @throws ChatException when the provider fails to connect
   */
  public ChatClient client(String endpoint) {
    ConfiguredEndpoint configured =
        catalog
            .find(endpoint)
            .orElseThrow(() -> new IllegalArgumentException("There is no endpoint " + endpoint));
    synchronized (clients) {
      ChatClient open = clients.get(endpoint);
      if (open != null) {
        return open;
      }
    }
    EndpointConfig complete = configured.complete(); // outside of the lock, since it may take long
    synchronized (clients) {
      return clients.computeIfAbsent(
          endpoint, id -> lifecycle.closeAtEnd(connect(configured, complete)));
    }
  }

  private ChatClient connect(ConfiguredEndpoint configured, EndpointConfig complete) {
    EndpointConfig config = detour.through(configured.endpoint(), complete);
    try {
      return providers.connect(config, settings);
    } catch (ConfigurationException e) {
      throw configured.locating(e);
    } catch (ChatException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) { // the provider is foreign code
      throw ChatException.builder(
              ErrorKind.INTERNAL,
              "The provider '"
                  + configured.config().provider()
                  + "' threw "
                  + e
                  + " when it was connected")
          .provider(configured.config().provider())
          .endpoint(configured.endpoint().id())
          .cause(e)
          .nextStep("This is a bug in the provider; please report it to its author")
          .build();
    }
  }
}
