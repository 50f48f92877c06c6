package dev.runnel.http;

import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Finds the way to an endpoint's service. Host names are looked up by the JVM, as everything else
 * in the program does it, and away from the event loop, since that blocks; behind a proxy it is for
 * the proxy to look up the service.
 */
final class Route {
  private Route() {}

  static Future<RequestOptions> find(LiveClient client, HttpTransport transport, long limitMillis) {
    Target target = transport.target();
    RequestOptions options =
        new RequestOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setSsl(target.tls())
            .setFollowRedirects(false)
            .setConnectTimeout(Math.min(limitMillis, Integer.MAX_VALUE));
    Optional<Proxy> proxy = transport.settings().proxy();
    if (proxy.isPresent()) {
      return address(client, proxy.get().host())
          .map(address -> options.setProxyOptions(proxy.get().options(address)));
    }
    return address(client, target.host())
        .map(address -> options.setServer(SocketAddress.inetSocketAddress(target.port(), address)));
  }

  private static Future<String> address(LiveClient client, String host) {
    return Hosts.isAddress(host)
        ? Future.succeededFuture(host)
        : client.loop().executeBlocking(() -> InetAddress.getByName(host).getHostAddress(), false);
  }
}
