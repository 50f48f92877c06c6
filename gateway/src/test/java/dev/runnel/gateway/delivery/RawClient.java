package dev.runnel.gateway.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client that hides nothing: it sends text and sees every byte that comes back. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
  }

  static RawClient of(URI origin) throws IOException {
    return of(origin, 0);
  }

  /** With a receive buffer of so many bytes; 0: as the system likes. */
  static RawClient of(URI origin, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(origin.getHost(), origin.getPort()));
    return new RawClient(socket);
  }

  RawClient post(String path, String json) throws IOException {
    return send(request(path, json));
  }

  static String request(String path, String json) {
    return "POST "
        + path
        + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
        + json.getBytes(UTF_8).length
        + "\r\n\r\n"
        + json;
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return this;
  }

  /** Whether anything has come that was not read. */
  boolean isSilent() throws IOException {
    return in.available() == 0;
  }

  /** Waits until something has come; reads nothing. */
  void awaitSomething() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (isSilent()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Nothing has come");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Reads until this has come, and gives all that came. */
  String readUntil(String text) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String soFar = "";
    while (!soFar.endsWith(text)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("It ended after: " + soFar);
      }
      all.write(next);
      soFar = next == text.charAt(text.length() - 1) ? all.toString(UTF_8) : "";
    }
    return soFar;
  }

  /** Reads so many bytes. */
  int read(int bytes) throws IOException {
    return in.readNBytes(bytes).length;
  }

  /**
   * Reads so many bytes, as steadily as it goes, in this time: byte by byte, which is slow enough,
   * and more at once where it has fallen behind.
   */
  int readSlowly(int bytes, Duration time) throws IOException {
    long began = System.nanoTime();
    int taken = 0;
    while (taken < bytes) {
      double passed = Math.min(1, (double) (System.nanoTime() - began) / time.toNanos());
      int due = (int) (passed * bytes) - taken;
      int read = read(Math.min(bytes - taken, Math.max(1, due)));
      if (read == 0) {
        return taken;
      }
      taken += read;
    }
    return taken;
  }

  /** Reads the rest of a response. */
  RawResponse response() throws IOException {
    return RawResponse.read(in);
  }

  /** Reads until the connection ends. */
  String rest() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException e) {
      return all.toString(ISO_8859_1) + "<reset>";
    }
    return all.toString(UTF_8);
  }

  /** Ends the connection with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
