package dev.runnel.cassette;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A service to record, and the way there. Immutable.
 *
 * @param name what the cassette calls it: no white space; an endpoint's id, say
 * @param baseUrl http or https; host and, where needed, port and path
 * @param proxy {@code http://host:port} or {@code socks5://host:port}
 * @param proxyCredentials {@code user:password} for the proxy
 * @param trust a PEM file of certificates to trust beside the usual authorities
 * @param secrets what is blanked wherever it stands in what is recorded; unmodifiable
 */
public record Upstream(
    String name,
    URI baseUrl,
    Optional<URI> proxy,
    Optional<Secret> proxyCredentials,
    Optional<Path> trust,
    List<Secret> secrets) {
  public Upstream {
    if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("An upstream's name has no white space: '" + name + "'");
    }
    String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https") || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "Only http and https can be recorded, with a host; '"
              + name
              + "' has the scheme "
              + scheme);
    }
    requireNonNull(proxy, "proxy is null");
    requireNonNull(proxyCredentials, "proxyCredentials is null");
    requireNonNull(trust, "trust is null");
    secrets = List.copyOf(secrets);
  }

  /** A service that is reached directly. */
  public static Upstream of(String name, URI baseUrl) {
    return new Upstream(
        name, baseUrl, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  public Upstream proxy(URI address, Optional<Secret> credentials) {
    return new Upstream(name, baseUrl, Optional.of(address), credentials, trust, secrets);
  }

  public Upstream trust(Path pemFile) {
    return new Upstream(name, baseUrl, proxy, proxyCredentials, Optional.of(pemFile), secrets);
  }

  /** Blanks these, wherever they stand; credentials that HTTP knows as such are blanked anyway. */
  public Upstream secrets(List<Secret> list) {
    return new Upstream(name, baseUrl, proxy, proxyCredentials, trust, list);
  }

  boolean tls() {
    return "https".equalsIgnoreCase(baseUrl.getScheme());
  }

  String host() {
    return Loopback.unbracketed(baseUrl.getHost());
  }

  int port() {
    return baseUrl.getPort() >= 0 ? baseUrl.getPort() : tls() ? 443 : 80;
  }

  /** Host and, where it is not the usual one, port: as a {@code Host} header has it. */
  String authority() {
    boolean usual = baseUrl.getPort() < 0 || baseUrl.getPort() == (tls() ? 443 : 80);
    return usual ? baseUrl.getHost() : baseUrl.getHost() + ":" + baseUrl.getPort();
  }

  String basePath() {
    String path = baseUrl.getRawPath();
    return path == null ? "" : path;
  }

  /** Its address as it is shown: without user, query and fragment. */
  String shown() {
    return (tls() ? "https://" : "http://") + authority() + basePath();
  }

  /** Whether what is sent there can be read on its way. */
  boolean inClear() {
    boolean staysHere =
        Loopback.is(host())
            && proxy.map(way -> Loopback.is(Loopback.unbracketed(way.getHost()))).orElse(true);
    return !tls() && !staysHere;
  }

  /** The same service at another address, for who stands before it. */
  URI at(int loopbackPort) {
    return URI.create("http://127.0.0.1:" + loopbackPort + basePath());
  }
}
