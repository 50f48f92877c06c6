package dev.runnel.cli.input;

import dev.runnel.runner.settings.ProxyVariables;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what is at an address, with bounds on time, length and redirects. It is fetched here and
 * not by the service: so what is sent is what was looked at, every service can have it, and none
 * learns an address that may be nobody's business.
 *
 * <p>With {@link HttpURLConnection}, which has no thread that would outlive the fetch.
 */
final class WebFile {
  /** What was found. */
  record Found(byte[] bytes, Optional<Charset> charset) {}

  /** Looks a host up. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private static final int MOST_REDIRECTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Pattern CHARSET =
      Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._:+-]+)");
  private static final String ACCEPTED =
      "image/png, image/jpeg, image/gif, image/webp, text/*, application/json, */*;q=0.1";

  private final ProxyVariables proxies;
  private final Resolver resolver;
  private final LongSupplier nanoTime;
  private final Duration patience;

  WebFile(Map<String, String> environment) {
    this(environment, InetAddress::getAllByName, System::nanoTime, Duration.ofSeconds(30));
  }

  /**
   * With everything that a test wants to hold in its hand.
   *
   * @param patience the longest silence, and the longest the whole may take
   */
  WebFile(
      Map<String, String> environment,
      Resolver resolver,
      LongSupplier nanoTime,
      Duration patience) {
    proxies = new ProxyVariables(environment);
    this.resolver = resolver;
    this.nanoTime = nanoTime;
    this.patience = patience;
  }

  /**
   * Fetches, following redirects.
   *
   * @param most how many bytes there may be
   * @throws UsageException when it cannot be had, and why
   */
  Found fetch(WebAddress first, int most) {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    boolean local = isLocal(first);
    WebAddress address = first;
    try {
      for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
        HttpURLConnection connection = open(address);
        try {
          Optional<String> location = redirect(connection);
          if (location.isEmpty()) {
            return found(connection, address, most, deadline);
          }
          WebAddress next = address.redirected(location.get());
          if (!local && isLocal(next)) {
            throw new UsageException(address + " redirects into your own network; not followed.");
          }
          address = next;
        } finally {
          connection.disconnect();
        }
      }
    } catch (SocketTimeoutException e) {
      throw new UsageException(address + " did not answer in time.", e);
    } catch (UnknownHostException e) {
      throw new UsageException("There is no host '" + address.host() + "'.", e);
    } catch (IOException e) {
      throw new UsageException(address + " cannot be fetched: " + inWords(e) + ".", e);
    }
    throw new UsageException(first + " redirects more than " + MOST_REDIRECTS + " times.");
  }

  // Newer JDKs see a body that ends too soon, and say so in words of their own.
  private static String inWords(IOException e) {
    return "Premature EOF".equals(e.getMessage()) ? "it broke off" : String.valueOf(e.getMessage());
  }

  private HttpURLConnection open(WebAddress address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.uri().toURL().openConnection(proxy(address));
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "runnel");
    connection.setRequestProperty("Accept", ACCEPTED);
    connection.setRequestProperty("Connection", "close"); // it would wait in a pool with a thread
    return connection;
  }

  private Proxy proxy(WebAddress address) {
    Optional<ProxyVariables.Proxy> named =
        address.onThisMachine() ? Optional.empty() : proxies.proxyFor(Optional.of(address.uri()));
    if (named.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    URI proxy = URI.create(named.get().withoutCredentials());
    boolean http = "http".equalsIgnoreCase(proxy.getScheme());
    if (!http || proxy.getHost() == null || named.get().credentials().isPresent()) {
      throw new UsageException(
          address
              + " would be fetched through the proxy in "
              + named.get().variable()
              + ", which only works with one that is http://host:port without a password. Download"
              + " the file, and attach that.");
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
  }

  private static Optional<String> redirect(HttpURLConnection connection) throws IOException {
    return switch (connection.getResponseCode()) {
      case 301, 302, 303, 307, 308 -> Optional.ofNullable(connection.getHeaderField("Location"));
      default -> Optional.empty();
    };
  }

  private Found found(HttpURLConnection connection, WebAddress address, int most, long deadline)
      throws IOException {
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      boolean closed = status == 401 || status == 403;
      throw new UsageException(
          address
              + " answered "
              + status
              + (closed ? "; download the file where you may, and attach that." : "."));
    }
    Runnable watch =
        () -> {
          if (nanoTime.getAsLong() - deadline > 0) {
            throw new UsageException(
                address + " took longer than " + patience.toSeconds() + "s to send its file.");
          }
        };
    try (InputStream in = connection.getInputStream()) {
      byte[] bytes = InputText.read(in, watch, most, address.toString(), "an attachment");
      if (bytes.length < connection.getContentLengthLong()) { // which older JDKs pass over
        throw new IOException(
            "it broke off after "
                + bytes.length
                + " of "
                + connection.getContentLengthLong()
                + " bytes");
      }
      return new Found(bytes, charset(connection.getContentType()));
    }
  }

  private static Optional<Charset> charset(@Nullable String contentType) {
    Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is this machine or its network. A redirect from outside into it would fetch, in the
   * user's name, what the outside cannot see. A name that only a proxy can look up is not.
   */
  private boolean isLocal(WebAddress address) {
    try {
      for (InetAddress one : resolver.resolve(address.host())) {
        if (isLocal(one)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLocal(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
    boolean carriers = // RFC 6598
        bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || uniqueLocal
        || carriers;
  }
}
