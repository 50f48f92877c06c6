package dev.runnel.testkit.contract.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** As much HTTP as the toy needs: one request on one connection, its answer's head and body. */
final class ToySocket implements AutoCloseable {
  private final Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private int status;
  private final Map<String, String> headers = new TreeMap<>();
  private long left;
  private boolean chunked;
  private boolean bodyEnded;

  void connect(URI address, Duration limit) throws IOException {
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(
        new InetSocketAddress(address.getHost(), address.getPort()), (int) limit.toMillis());
    in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
  }

  void send(String path, Map<String, String> fields, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: toy\r\n");
    head.append("content-length: ").append(bytes.length).append("\r\n");
    fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(ISO_8859_1));
    all.writeBytes(bytes);
    socket.getOutputStream().write(all.toByteArray());
  }

  void readHead() throws IOException {
    String first = line();
    status = Integer.parseInt(first.split(" ", 3)[1]);
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] header = line.split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    chunked = "chunked".equals(headers.get("transfer-encoding"));
    left = chunked ? 0 : Long.parseLong(headers.getOrDefault("content-length", "-1"));
    bodyEnded = left == 0 && !chunked;
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The next bytes of the body; -1: it has ended cleanly. */
  int read(byte[] into) throws IOException {
    if (bodyEnded) {
      return -1;
    }
    if (chunked && left == 0) {
      left = Long.parseLong(line(), 16);
      if (left == 0) {
        line();
        bodyEnded = true;
        return -1;
      }
    }
    int count = in.read(into, 0, (int) (left < 0 ? into.length : Math.min(into.length, left)));
    if (count < 0) {
      if (left < 0) {
        bodyEnded = true;
        return -1;
      }
      throw new EOFException("The connection was closed in the middle of the body");
    }
    if (left > 0) {
      left -= count;
      if (chunked && left == 0) {
        line();
      } else if (left == 0) {
        bodyEnded = true;
      }
    }
    return count;
  }

  String readAll() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[1024];
    for (int count = read(some); count >= 0; count = read(some)) {
      all.write(some, 0, count);
    }
    return all.toString(UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed in the middle of a line");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
