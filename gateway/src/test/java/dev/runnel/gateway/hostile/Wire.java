package dev.runnel.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;

/** Sends bytes to a server as they are. */
final class Wire {
  /** When a connection that neither ends nor says anything counts as hanging. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI server;

  Wire(URI server) {
    this.server = server;
  }

  /** Sends these, and gathers what comes until the server closes. */
  RawAnswer untilClosed(byte[] bytes) throws IOException {
    return exchange(bytes, false);
  }

  /** Sends these, says that no more will come, and gathers what comes until the server closes. */
  RawAnswer thenLeaving(byte[] bytes) throws IOException {
    return exchange(bytes, true);
  }

  private RawAnswer exchange(byte[] bytes, boolean leaving) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        if (leaving) {
          socket.shutdownOutput();
        }
      } catch (SocketException e) {
        // It has closed already; what it said may be there all the same.
      }
      return new RawAnswer(read(socket.getInputStream()));
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        all.write(some, 0, count);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("hangs, after: " + all.toString(ISO_8859_1), e);
    } catch (SocketException e) {
      // Reset: an end, too.
    }
    return all.toByteArray();
  }

  /** A request with this body, after which the connection ends. */
  static byte[] post(String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("content-type: application/json\r\nconnection: close\r\ncontent-length: ");
    head.append(body.length).append("\r\n\r\n");
    return join(head.toString().getBytes(ISO_8859_1), body);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
