package dev.runnel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on loopback that does with its sockets exactly what a test says. */
final class RawUpstream implements AutoCloseable {
  /** What is done with one request. */
  interface Script {
    void answer(Connection connection, Received request) throws Exception;
  }

  /** A request, as it came. */
  record Received(int connection, String line, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, UTF_8);
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<Throwable> troubles = new LinkedBlockingQueue<>();

  private RawUpstream(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  static RawUpstream start(Script script) throws IOException {
    return start(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), script);
  }

  static RawUpstream start(ServerSocket server, Script script) {
    RawUpstream upstream = new RawUpstream(server, script);
    upstream.run("accept", upstream::accept);
    return upstream;
  }

  /** Answers every request with the same text, then waits for the next on the same connection. */
  static RawUpstream answering(String response) throws IOException {
    return start((connection, request) -> connection.write(response));
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  Received next() throws InterruptedException {
    Received request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("No request came");
    }
    return request;
  }

  private void run(String name, Runnable work) {
    Thread thread = new Thread(work, "upstream-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    for (int number = 0; !server.isClosed(); number++) {
      int connection = number;
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        run("connection-" + number, () -> serve(connection, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(int number, Socket socket) {
    try (socket) {
      Connection connection = new Connection(socket);
      while (true) {
        Received request = connection.read(number);
        requests.add(request);
        script.answer(connection, request);
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (EOFException | SocketException e) {
      // The other side has gone.
    } catch (Throwable trouble) {
      troubles.add(trouble);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    for (Thread thread : threads) {
      thread.interrupt();
      try {
        thread.join(5_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The server's side of a connection. */
  static final class Connection {
    final Socket socket;
    final InputStream in;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    void write(String text) throws IOException {
      write(text.getBytes(UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(UTF_8);
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
      chunk.writeBytes(bytes);
      chunk.writeBytes("\r\n".getBytes(ISO_8859_1));
      write(chunk.toByteArray());
    }

    /** Starts a chunked event stream. */
    void events() throws IOException {
      write(
          "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    /** One event with a piece of text. */
    void token(String text) throws IOException {
      chunk(event(text));
    }

    void lastChunk() throws IOException {
      write("0\r\n\r\n");
    }

    /** Closes with a TCP reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the client closes; whatever it still sends is dropped. */
    void awaitClose() throws IOException {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (SocketException e) {
        // A reset is a close as well.
      }
    }

    private Received read(int number) throws IOException {
      String line = line();
      Map<String, String> headers = new LinkedHashMap<>();
      for (String header = line(); !header.isEmpty(); header = line()) {
        String[] parts = header.split(":", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Received(number, line, headers, in.readNBytes(length));
    }

    String line() throws IOException {
      List<Byte> bytes = new ArrayList<>();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException();
        }
        bytes.add((byte) b);
      }
      byte[] array = new byte[bytes.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = bytes.get(i);
      }
      return new String(array, ISO_8859_1).stripTrailing();
    }
  }

  static String event(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  static String response(int status, String type, String body, String... headers) {
    StringBuilder response = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    if (!type.isEmpty()) {
      response.append("content-type: ").append(type).append("\r\n");
    }
    for (String header : headers) {
      response.append(header).append("\r\n");
    }
    return response
        .append("content-length: ")
        .append(body.getBytes(UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }
}
