package dev.runnel.runner.endpoint;

import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether a local service is there. Its port is connected to and the connection closed: nothing is
 * sent, no name is looked up, and nothing beyond this machine is tried. Blocks for 200 ms at most,
 * mostly far less, since this machine says at once that nobody listens.
 */
public final class Presence {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Presence() {}

  /**
   * The address at which nothing listens though the endpoint should be there; empty: it is there,
   * or nobody can tell without asking beyond this machine.
   */
  public static Optional<URI> absent(Endpoint endpoint) {
    return endpoint.local() && endpoint.reach() == Reach.LOOPBACK
        ? endpoint.baseUrl().filter(address -> !listens(address))
        : Optional.empty();
  }

  private static boolean listens(URI address) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (InetAddress host : hosts(address)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left > 0 && connects(new InetSocketAddress(host, port(address)), (int) left)) {
        return true;
      }
    }
    return false;
  }

  private static boolean connects(InetSocketAddress address, int millis) {
    // A proxy for all sockets may be set for the JVM; this machine is not reached through one.
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(address, millis);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The loopback addresses that a loopback host stands for, without asking any resolver. */
  private static List<InetAddress> hosts(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    try {
      return host.endsWith("localhost")
          ? List.of(InetAddress.getByAddress(host, V4), InetAddress.getByAddress(host, V6))
          : List.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
