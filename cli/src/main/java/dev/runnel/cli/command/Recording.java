package dev.runnel.cli.command;

import dev.runnel.api.Secret;
import dev.runnel.cassette.CassetteException;
import dev.runnel.cassette.Recorder;
import dev.runnel.cassette.Upstream;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Detour;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code --record}: a recorder between the endpoints and their services, for the length of one
 * command. Whether an endpoint may be asked is decided before it comes in.
 */
final class Recording implements Detour, AutoCloseable {
  private static final String PROXY = "proxy";
  private static final String PROXY_CREDENTIALS = "proxy-credentials";
  private static final String NO_PROXY = "no-proxy";

  private final @Nullable Recorder recorder;
  private final Output err;
  private final Map<String, URI> addresses = new ConcurrentHashMap<>();

  private Recording(@Nullable Recorder recorder, Output err) {
    this.recorder = recorder;
    this.err = err;
  }

  /**
   * Makes the file, before anything is asked.
   *
   * @throws UsageException when it exists and is not to be replaced, or cannot be made
   */
  static Recording start(CassetteOptions options, Output err) {
    Optional<Path> file = options.record();
    if (file.isEmpty()) {
      return new Recording(null, err);
    }
    try {
      Recorder.Builder builder = Recorder.to(file.get());
      return new Recording((options.overwrite ? builder.overwrite() : builder).start(), err);
    } catch (CassetteException e) {
      boolean exists = e.getCause() instanceof FileAlreadyExistsException;
      throw new UsageException(
          e.getMessage() + (exists ? " Replace it with --overwrite, or name another." : ""), e);
    }
  }

  void configure(Runner.Builder runner) {
    if (recorder != null) {
      runner.detour(this);
    }
  }

  @Override
  public EndpointConfig through(Endpoint endpoint, EndpointConfig config) {
    if (recorder == null) {
      return config;
    }
    ProviderDescription description = endpoint.provider().description();
    recorder.blank(config.secrets()); // of several keys, each comes with a configuration of its own
    URI address = // an endpoint that could not be connected may be tried again
        addresses.computeIfAbsent(
            endpoint.id(), id -> recorder.inFrontOf(upstream(endpoint, description, config)));
    return EndpointConfig.builder(description, config)
        .set(StandardOptions.BASE_URL, address.toString())
        .unset(PROXY)
        .unset(PROXY_CREDENTIALS)
        .unset(NO_PROXY)
        .build();
  }

  private static Upstream upstream(
      Endpoint endpoint, ProviderDescription description, EndpointConfig config) {
    URI address =
        endpoint
            .baseUrl()
            .orElseThrow(
                () ->
                    new UsageException(
                        "'"
                            + endpoint.id()
                            + "' cannot be recorded: it has no option '"
                            + StandardOptions.BASE_URL
                            + "', so that nobody can stand between it and its service."));
    try {
      Upstream upstream = Upstream.of(endpoint.id(), address).secrets(config.secrets());
      Optional<Path> trust = find(description, config, "trust").map(Object::toString).map(Path::of);
      if (trust.isPresent()) {
        upstream = upstream.trust(trust.get());
      }
      Optional<URI> proxy =
          find(description, config, PROXY).filter(URI.class::isInstance).map(URI.class::cast);
      if (proxy.isPresent() && !exempt(address, description, config)) {
        Optional<Secret> credentials =
            find(description, config, PROXY_CREDENTIALS)
                .filter(Secret.class::isInstance)
                .map(Secret.class::cast);
        upstream = upstream.proxy(proxy.get(), credentials);
      }
      return upstream;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "'" + endpoint.id() + "' cannot be recorded: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<?> find(
      ProviderDescription description, EndpointConfig config, String option) {
    Optional<Option<?>> declared = description.option(option);
    return declared.isPresent() ? config.find(declared.get()) : Optional.empty();
  }

  private static boolean exempt(
      URI address, ProviderDescription description, EndpointConfig config) {
    return find(description, config, NO_PROXY)
        .filter(List.class::isInstance)
        .map(list -> ProxyExemptions.cover((List<?>) list, address))
        .orElse(false);
  }

  /**
   * Ends the cassette, and tells what could not be reached.
   *
   * @throws CassetteException when it could not be written to its end
   */
  @Override
  public void close() {
    if (recorder == null) {
      return;
    }
    recorder.troubles().forEach(trouble -> err.tell("warning: " + Failure.sentence(trouble)));
    recorder.close();
  }
}
