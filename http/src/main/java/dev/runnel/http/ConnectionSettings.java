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
 */
record ConnectionSettings(Optional<Proxy> proxy, Optional<String> trustFile) {
  static ConnectionSettings of(EndpointConfig config, Target target) {
    return new ConnectionSettings(
        Proxy.of(config, target), config.find(HttpOptions.TRUST).filter(path -> !path.isBlank()));
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
