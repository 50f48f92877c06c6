package dev.runnel.cli.command;

import dev.runnel.api.Secret;
import dev.runnel.cassette.Cassette;
import dev.runnel.cassette.CassetteException;
import dev.runnel.cassette.Player;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Output;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.StandardOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code --replay}: a cassette answers instead of the services, for the length of one command.
 *
 * @param services what an endpoint is called on the cassette, by the endpoint's id
 */
record OnCassette(Player player, Map<String, String> services, Providers providers)
    implements Demo {
  // A key of the user's has no business where nobody is asked.
  private static final Secret NO_KEY = Secret.of("replay-needs-no-key");

  /**
   * Reads a cassette and answers from it.
   *
   * @throws UsageException when the file cannot be read, or is no cassette
   */
  static Demo start(Path file, double speed, Providers providers, Wish wish, Output err) {
    try {
      Cassette cassette = Cassette.read(file);
      if (!cassette.whole()) {
        err.tell(
            "warning: '"
                + cassette.file()
                + "' is cut, since its recording was killed; what there is is played.");
      }
      return new OnCassette(
          Player.of(cassette).speed(speed).start(), services(cassette, providers, wish), providers);
    } catch (CassetteException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * A cassette of a single service that bears no endpoint's name plays for the one that is named.
   */
  private static Map<String, String> services(Cassette cassette, Providers providers, Wish wish) {
    Map<String, String> services = new LinkedHashMap<>();
    cassette.upstreams().keySet().forEach(name -> services.put(name, name));
    if (services.size() == 1 && wish.endpoint().isPresent()) {
      String only = services.keySet().iterator().next();
      if (authentication(providers, only).isEmpty()) {
        services.clear();
        services.put(wish.endpoint().get(), only);
      }
    }
    return services;
  }

  private static Optional<Authentication> authentication(Providers providers, String endpoint) {
    for (FoundProvider provider : providers.found()) {
      if (provider.id().equals(endpoint)) {
        return Optional.of(provider.description().authentication());
      }
      for (EndpointPreset preset : provider.description().presets()) {
        if (preset.id().equals(endpoint)) {
          return Optional.of(preset.authentication());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void configure(Runner.Builder runner) {
    services.forEach(
        (endpoint, service) -> {
          String key = endpoint + "." + StandardOptions.BASE_URL;
          runner.option(key + "=" + player.baseUrl(service), "--replay");
          authentication(providers, endpoint)
              .filter(Authentication::required)
              .ifPresent(
                  needs ->
                      needs
                          .options()
                          .forEach(option -> runner.credential(endpoint, option, NO_KEY)));
        });
    runner.confineTo(services.keySet(), "is not on the cassette");
  }

  @Override
  public Optional<String> takeModel(Optional<String> model) {
    return model;
  }

  @Override
  public Optional<String> firstEndpoint() {
    return services.keySet().stream().findFirst();
  }

  @Override
  public void close() {
    player.close();
  }
}
