package dev.runnel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A real proxy on loopback, HTTP or SOCKS5, that writes down what it was asked. Whatever host is
 * asked for, it connects to loopback.
 */
final class TinyProxy implements AutoCloseable {
  private final ServerSocket server;
  private final boolean socks;
  private final String credentials;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** First lines of requests, or {@code socks host:port}. */
  final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private TinyProxy(boolean socks, String credentials) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.socks = socks;
    this.credentials = credentials;
    run(this::accept);
  }

  static TinyProxy http() throws IOException {
    return new TinyProxy(false, "");
  }

  static TinyProxy http(String basicCredentials) throws IOException {
    return new TinyProxy(false, basicCredentials);
  }

  static TinyProxy socks5() throws IOException {
    return new TinyProxy(true, "");
  }

  static TinyProxy socks5(String credentials) throws IOException {
    return new TinyProxy(true, credentials);
  }

  String url() {
    return (socks ? "socks5" : "http") + "://127.0.0.1:" + server.getLocalPort();
  }

  String next() throws InterruptedException {
    String line = asked.poll(10, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("The proxy was not asked");
    }
    return line;
  }

  private void run(Runnable work) {
    Thread thread = new Thread(work, "tiny-proxy");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        run(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      if (socks) {
        serveSocks(client);
      } else {
        serveHttp(client);
      }
    } catch (IOException e) {
      // One side has gone.
    }
  }

  private void serveHttp(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    String first = line(in);
    asked.add(first);
    StringBuilder rest = new StringBuilder();
    String authorization = "";
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-authorization:")) {
        authorization = header.substring(header.indexOf(':') + 1).strip();
      } else {
        rest.append(header).append("\r\n");
      }
    }
    String expected =
        "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes(ISO_8859_1));
    if (!credentials.isEmpty() && !authorization.equals(expected)) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"
                  .getBytes(ISO_8859_1));
      return;
    }
    String[] parts = first.split(" ");
    if (parts[0].equals("CONNECT")) {
      Socket upstream = dial(Integer.parseInt(parts[1].substring(parts[1].lastIndexOf(':') + 1)));
      client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
      join(client, upstream);
    } else {
      URI target = URI.create(parts[1]);
      Socket upstream = dial(target.getPort());
      String path =
          target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
      upstream
          .getOutputStream()
          .write((parts[0] + " " + path + " HTTP/1.1\r\n" + rest + "\r\n").getBytes(ISO_8859_1));
      join(client, upstream);
    }
  }

  private void serveSocks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.readByte();
    in.readNBytes(in.readByte());
    if (credentials.isEmpty()) {
      out.write(new byte[] {5, 0});
    } else {
      out.write(new byte[] {5, 2});
      in.readByte();
      String given =
          new String(in.readNBytes(in.readByte()), ISO_8859_1)
              + ":"
              + new String(in.readNBytes(in.readByte()), ISO_8859_1);
      boolean right = given.equals(credentials);
      out.write(new byte[] {1, (byte) (right ? 0 : 1)});
      if (!right) {
        return;
      }
    }
    in.readNBytes(3);
    int type = in.readByte();
    String host =
        type == 3
            ? new String(in.readNBytes(in.readByte()), ISO_8859_1)
            : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
    int port = in.readUnsignedShort();
    asked.add("socks " + host + ":" + port);
    Socket upstream = dial(port);
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    join(client, upstream);
  }

  private Socket dial(int port) throws IOException {
    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(upstream);
    return upstream;
  }

  private void join(Socket client, Socket upstream) throws IOException {
    run(() -> pump(client, upstream));
    pump(upstream, client);
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has gone.
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    for (Thread thread : threads) {
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
