package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP proxy for one tunnel; whatever host is asked for, it connects to this machine. */
final class TunnelProxy implements AutoCloseable {
  private static final Pattern CONNECT = Pattern.compile("CONNECT [^:]+:(\\d+) ");

  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final StringBuffer asked = new StringBuffer();

  TunnelProxy() throws IOException {
    start(
        () -> {
          try (Socket client = listener.accept()) {
            tunnel(client);
          } catch (IOException e) {
            return; // closed by the test
          }
        });
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The request for the tunnel, with its headers. */
  String asked() {
    return asked.toString();
  }

  private void tunnel(Socket client) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = client.getInputStream().read();
      if (next < 0) {
        return;
      }
      head.write(next);
    }
    asked.append(head.toString(ISO_8859_1));
    Matcher target = CONNECT.matcher(asked);
    if (!target.find()) {
      return;
    }
    int port = Integer.parseInt(target.group(1));
    try (Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      start(() -> copy(client, service));
      copy(service, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      return; // either side has gone
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "runnel-test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
