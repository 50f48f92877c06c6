package dev.runnel.cli.command;

import dev.runnel.gateway.access.ListenAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** How other machines call this one. */
final class OwnAddresses {
  /** Machines with containers have many that nobody wants. */
  private static final int MOST = 3;

  private OwnAddresses() {}

  /**
   * Hosts, as URLs have them, at which others reach what listens there; empty: none is known.
   * Numbers, since what a machine calls itself others may not know.
   */
  static List<String> reachedFromElsewhere(ListenAddress address) {
    if (!address.address().isAnyLocalAddress()) {
      return address.isLoopback() ? List.of() : List.of(address.reachable());
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(one -> one instanceof Inet4Address)
          .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .distinct()
          .limit(MOST)
          .toList();
    } catch (SocketException e) {
      return List.of(); // then they are not told
    }
  }
}
