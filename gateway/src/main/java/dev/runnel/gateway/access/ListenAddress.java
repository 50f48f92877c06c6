package dev.runnel.gateway.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/**
 * Where a gateway listens.
 *
 * @param host as it was said: a name or a number
 * @param address what that is
 */
public record ListenAddress(String host, InetAddress address) {
  public ListenAddress {
    requireNonNull(host, "host is null");
    requireNonNull(address, "address is null");
  }

  /**
   * Looks a name up, or reads a number. May block.
   *
   * @throws IOException when it is neither, or no address of this machine; its message says so
   */
  public static ListenAddress of(String host) throws IOException {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("'" + host + "' is no address, and no name of one is known", e);
    }
    boolean ours =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || NetworkInterface.getByInetAddress(address) != null;
    if (!ours) {
      throw new IOException("'" + host + "' is no address of this machine");
    }
    return new ListenAddress(host, address);
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** How this machine reaches it, as a URL has it. */
  public String reachable() {
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
