package dev.runnel.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that hides nothing: it sends given bytes and shows every byte that comes back. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  RawClient(Sandbox sandbox) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), sandbox.port()));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    in = socket.getInputStream();
  }

  static Answer ask(Sandbox sandbox, Ask ask) throws IOException {
    try (RawClient client = new RawClient(sandbox)) {
      return client.send(ask).answer();
    }
  }

  /** Sends the request and returns all bytes up to the end of the connection. */
  static String wire(Sandbox sandbox, Ask ask) throws IOException {
    try (RawClient client = new RawClient(sandbox)) {
      return new String(client.send(ask).in.readAllBytes(), UTF_8);
    }
  }

  RawClient send(Ask ask) throws IOException {
    return send(ask.bytes());
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Reads exactly this many bytes. */
  String read(int bytes) throws IOException {
    return new String(in.readNBytes(bytes), UTF_8);
  }

  /** Reads until these characters have come, and returns all up to and with them. */
  String readUntil(String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] last = end.getBytes(UTF_8);
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The connection ended after: " + read.toString(UTF_8));
      }
      read.write(next);
      byte[] all = read.toByteArray();
      if (all.length >= last.length
          && read.toString(ISO_8859_1).endsWith(new String(last, ISO_8859_1))) {
        return read.toString(UTF_8);
      }
    }
  }

  byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  int available() throws IOException {
    return in.available();
  }

  /** Reads one whole answer and undoes its framing. */
  Answer answer() throws IOException {
    String[] lines = readUntil("\r\n\r\n").split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int status = Integer.parseInt(lines[0].split(" ")[1]);
    return new Answer(status, headers, body(headers));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      return in.readNBytes(Integer.parseInt(headers.get("content-length")));
    }
    if (!headers.containsKey("transfer-encoding")) {
      return in.readAllBytes();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(readUntil("\r\n").strip(), 16);
      body.writeBytes(in.readNBytes(size));
      readUntil("\r\n");
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, UTF_8);
    }
  }
}
