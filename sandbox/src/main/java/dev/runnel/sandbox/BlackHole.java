package dev.runnel.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port for what happens before a request: nothing that connects to it ever gets an
 * answer.
 *
 * <p>It has no thread. It is safe for use by any thread.
 */
public final class BlackHole implements AutoCloseable {

  private static final int ENOUGH_TO_FILL = 64;
  private static final int FULL_AFTER_MILLIS = 300;

  private final ServerSocket listener;
  private final List<Socket> fillers = new ArrayList<>();

  private BlackHole(int backlog) {
    try {
      listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
    }
  }

  /**
   * Connections are made, and then nothing is read or written: no TLS handshake, no response head.
   * Works on every system.
   */
  public static BlackHole silent() {
    return new BlackHole(50);
  }

  /**
   * Connections are not even made: the attempt hangs. Works where the kernel drops what its backlog
   * cannot take (Linux, macOS); ask {@link #isFull()} first and skip the test elsewhere.
   */
  public static BlackHole full() {
    BlackHole hole = new BlackHole(1);
    hole.fill();
    return hole;
  }

  /** A port on which nothing listens: connections are refused, as long as nobody else takes it. */
  public static int refusingPort() {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
    }
  }

  private void fill() {
    for (int i = 0; i < ENOUGH_TO_FILL && !isFull(); i++) {
      // isFull() leaves its connection in the backlog.
    }
  }

  /** Tries a connection, for a third of a second, and tells whether it hung. */
  public synchronized boolean isFull() {
    Socket filler = new Socket();
    fillers.add(filler);
    try {
      filler.connect(listener.getLocalSocketAddress(), FULL_AFTER_MILLIS);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** {@code https://127.0.0.1:PORT}. */
  public String httpsOrigin() {
    return "https://127.0.0.1:" + port();
  }

  /** Waits for the next client; of a {@link #full()} one, those that fill it come first. */
  public Visitor awaitVisitor(Duration timeout) {
    try {
      synchronized (listener) {
        listener.setSoTimeout(millis(timeout));
        return new Visitor(listener.accept());
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("Nobody connected within " + timeout, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int millis(Duration timeout) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket filler : fillers) {
        filler.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One client that has connected and gets no answer. */
  public static final class Visitor implements AutoCloseable {

    private final Socket socket;

    private Visitor(Socket socket) {
      this.socket = socket;
    }

    /** Waits until the client has closed or reset the connection; what it sends is dropped. */
    public void awaitClosedByPeer(Duration timeout) {
      try {
        socket.setSoTimeout(millis(timeout));
        byte[] dropped = new byte[1024];
        while (socket.getInputStream().read(dropped) >= 0) {
          // More of what it wants to say.
        }
      } catch (SocketTimeoutException e) {
        throw new AssertionError("The client has not closed within " + timeout, e);
      } catch (IOException e) {
        // A reset is a way to close.
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
