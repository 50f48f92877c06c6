package dev.runnel.http;

import dev.runnel.spi.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where an endpoint's requests go.
 *
 * @param host without the brackets of an IPv6 address
 * @param basePath what goes before every path; empty or begins with a slash, ends without one
 */
record Target(boolean tls, String host, int port, String basePath) {
  /**
   * Reads a base URL.
   *
   * @param key the option's full name, for messages
   * @throws ConfigurationException when it is no address that requests can go to
   */
  static Target of(URI url, String key) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw wrong(key, "has the scheme '" + scheme + "'; use http or https");
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw wrong(
          key, "is scheme, host, port and path only; leave out what is before @ or after ?");
    }
    boolean tls = scheme.equals("https");
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new Target(tls, Hosts.unbracketed(url.getHost()), port, path);
  }

  private static ConfigurationException wrong(String key, String problem) {
    return new ConfigurationException(
        List.of(new ConfigurationException.Mistake(key, "", problem)));
  }

  /** Whether requests stay on this machine. */
  boolean loopback() {
    return Hosts.isLoopback(host);
  }

  /**
   * The address as it is shown, such as {@code https://api.example.com} or {@code http://[::1]:80}.
   */
  String origin() {
    boolean usualPort = port == (tls ? 443 : 80);
    return (tls ? "https://" : "http://") + Hosts.bracketed(host) + (usualPort ? "" : ":" + port);
  }

  /** Host and port. */
  String authority() {
    return Hosts.bracketed(host) + ":" + port;
  }
}
