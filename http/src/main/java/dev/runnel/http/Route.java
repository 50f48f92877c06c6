package dev.runnel.http;

import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the way to an endpoint's service. Host names are looked up by the JVM, as everything else
 * in the program does it, and away from the event loop, since that blocks; behind a proxy it is for
 * the proxy to look up the service.
 */
final class Route {
  /** Vert.x counts milliseconds in an int here and there. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private Route() {}

  static Future<RequestOptions> find(LiveClient client, HttpTransport transport) {
    Target target = transport.target();
    RequestOptions options =
        new RequestOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls())
            // No connect timeout of Vert.x, which is one on waiting for the pool: where it runs out
            // while the attempt goes on, closing the client never ends (Vert.x 5.0.10).
            .setFollowRedirects(false);
    Optional<Proxy> proxy = transport.settings().proxy();
    if (proxy.isPresent()) {
      return address(client, proxy.get().host())
          .map(address -> options.setProxyOptions(proxy.get().options(address)));
    }
    return address(client, target.host())
        .map(address -> options.setServer(SocketAddress.inetSocketAddress(target.port(), address)));
  }

  /** A limit as Vert.x takes it. */
  static long millis(Duration limit) {
    return limit.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(1, limit.toMillis());
  }

  private static Future<String> address(LiveClient client, String host) {
    return Hosts.isAddress(host)
        ? Future.succeededFuture(host)
        : client.loop().executeBlocking(() -> InetAddress.getByName(host).getHostAddress(), false);
  }
}
