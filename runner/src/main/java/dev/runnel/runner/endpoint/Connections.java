package dev.runnel.runner.endpoint;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.runner.lifecycle.Lifecycle;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.route.Detour;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Connects each endpoint once, when it is first needed. Safe to use from any thread. */
public final class Connections {
  private final EndpointCatalog catalog;
  private final Providers providers;
  private final GuardSettings settings;
  private final Detour detour;
  private final Lifecycle lifecycle;
  private final CallRuntime runtime;
  private final Map<Way, ChatClient> clients = new HashMap<>();

  @Inject
  Connections(
      EndpointCatalog catalog,
      Providers providers,
      GuardSettings settings,
      Detour detour,
      Lifecycle lifecycle,
      CallRuntime runtime) {
    this.catalog = catalog;
    this.providers = providers;
    this.settings = settings;
    this.detour = detour;
    this.lifecycle = lifecycle;
    this.runtime = runtime.within(); // what is asked here serves calls of the runner
  }

  /**
   * The client of an endpoint; sends nothing.
   *
   * @throws IllegalArgumentException when there is no such endpoint
   * @throws ConfigurationException when the provider refuses its configuration
   * @throws ChatException when the provider fails to connect
   */
  public ChatClient client(String endpoint) {
    return client(new Way(endpoint, Optional.empty()), (description, complete) -> complete);
  }

  /**
   * The client of an endpoint that asks with one of its several credentials; throws as the other.
   *
   * @param option the secret option that the credential is a value of
   */
  public ChatClient client(String endpoint, String option, Key key) {
    return client(
        new Way(endpoint, Optional.of(key.label())),
        (description, complete) -> with(description, complete, option, key));
  }

  /** How a client asks: which endpoint, and by the credential of which label. */
  private record Way(String endpoint, Optional<String> key) {}

  private ChatClient client(
      Way way, BiFunction<ProviderDescription, EndpointConfig, EndpointConfig> change) {
    ConfiguredEndpoint configured =
        catalog
            .find(way.endpoint())
            .orElseThrow(
                () -> new IllegalArgumentException("There is no endpoint " + way.endpoint()));
    synchronized (clients) {
      ChatClient open = clients.get(way);
      if (open != null) {
        return open;
      }
    }
    // Outside of the lock, since it may take long.
    EndpointConfig complete =
        change.apply(configured.endpoint().provider().description(), configured.complete());
    synchronized (clients) {
      return clients.computeIfAbsent(
          way, any -> lifecycle.closeAtEnd(connect(configured, complete)));
    }
  }

  @SuppressWarnings("unchecked") // what has several credentials is secret, so its values are
  private static EndpointConfig with(
      ProviderDescription description, EndpointConfig config, String option, Key key) {
    Option<Secret> secret = (Option<Secret>) description.option(option).orElseThrow();
    return EndpointConfig.builder(description, config).set(secret, key.value()).build();
  }

  /** Whether the calling thread is an event loop of a driver that was connected. */
  public boolean onEventLoop() {
    synchronized (clients) {
      return clients.values().stream().anyMatch(Guard::onEventLoopOf);
    }
  }

  private ChatClient connect(ConfiguredEndpoint configured, EndpointConfig complete) {
    EndpointConfig config = detour.through(configured.endpoint(), complete);
    try {
      return providers.connect(config, settings, runtime);
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
