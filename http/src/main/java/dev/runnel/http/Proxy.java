package dev.runnel.http;

import dev.runnel.api.Secret;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A proxy between an endpoint and its service. */
record Proxy(ProxyType type, String host, int port, Optional<Secret> credentials) {
  /**
   * The proxy that requests to a target take, if any.
   *
   * @throws ConfigurationException when the option is no proxy's address
   */
  static Optional<Proxy> of(EndpointConfig config, Target target) {
    Optional<URI> url = config.find(HttpOptions.PROXY);
    if (url.isEmpty() || NoProxy.covers(config.get(HttpOptions.NO_PROXY), target)) {
      return Optional.empty();
    }
    return Optional.of(
        read(
            url.get(),
            config.find(HttpOptions.PROXY_CREDENTIALS),
            config.endpoint() + "." + HttpOptions.PROXY.name()));
  }

  private static Proxy read(URI url, Optional<Secret> credentials, String key) {
    if (url.getRawUserInfo() != null) {
      throw wrong(
          key, "has credentials in it, which might be shown; move them to " + key + "-credentials");
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    ProxyType type =
        switch (scheme) {
          case "http" -> ProxyType.HTTP;
          case "socks5", "socks5h" -> ProxyType.SOCKS5;
          default -> throw wrong(key, "has the scheme '" + scheme + "'; use http or socks5");
        };
    int usual = type == ProxyType.HTTP ? 80 : 1080;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return new Proxy(type, Hosts.unbracketed(url.getHost()), port, credentials);
  }

  private static ConfigurationException wrong(String key, String problem) {
    return new ConfigurationException(
        List.of(new ConfigurationException.Mistake(key, "", problem)));
  }

  String authority() {
    return Hosts.bracketed(host) + ":" + port;
  }

  /**
   * For Vert.x.
   *
   * @param address the proxy's host, looked up
   */
  ProxyOptions options(String address) {
    ProxyOptions options = new ProxyOptions().setType(type).setHost(address).setPort(port);
    credentials.ifPresent(
        secret -> {
          String[] parts = secret.reveal().split(":", 2);
          options.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
        });
    return options;
  }
}
