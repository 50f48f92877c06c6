package dev.runnel.http;

import dev.runnel.spi.EndpointConfig;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint's connections are made.
 *
 * @param proxy in between, if any
 * @param trustFile certificates to trust beside the usual ones, if any
 * @param maxConnections what is more waits for one of them
 */
record ConnectionSettings(Optional<Proxy> proxy, Optional<String> trustFile, int maxConnections) {
  /** A call has a connection to itself while it lasts; this bounds a runaway, not normal use. */
  private static final int MAX_CONNECTIONS = 8 * 1024;

  static ConnectionSettings of(EndpointConfig config, Target target) {
    return new ConnectionSettings(
        Proxy.of(config, target),
        config.find(HttpOptions.TRUST).filter(path -> !path.isBlank()),
        MAX_CONNECTIONS);
  }

  ConnectionSettings withMaxConnections(int connections) {
    return new ConnectionSettings(proxy, trustFile, connections);
  }

  @Nullable TrustOptions trust(Failures failures) {
    return trustFile.map(path -> TrustedCertificates.read(path, failures)).orElse(null);
  }

  /** Whether what is sent could be read by somebody on the way. */
  boolean inClear(Target target) {
    return !target.tls()
        && !(target.loopback() && proxy.map(way -> Hosts.isLoopback(way.host())).orElse(true));
  }
}
