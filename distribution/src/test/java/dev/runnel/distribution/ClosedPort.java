package dev.runnel.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine at which nobody listens, nor will: it is taken, so that no other program
 * gets it, and a connection to it is refused.
 */
public final class ClosedPort {
  private static final Socket TAKEN = take();

  private ClosedPort() {}

  /** The address of a service that is not running. */
  public static String origin() {
    return "http://127.0.0.1:" + TAKEN.getLocalPort();
  }

  private static Socket take() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
