package dev.runnel.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address at which connections are neither made nor refused: its queue is full. */
final class FullBacklog implements AutoCloseable {
  private static final int ENOUGH = 8;

  private final ServerSocket server;
  private final List<SocketChannel> fillers = new ArrayList<>();

  FullBacklog() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < ENOUGH; i++) {
      SocketChannel filler = SocketChannel.open();
      filler.configureBlocking(false);
      filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
      fillers.add(filler);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** The socket on which nobody accepts, for who then does. */
  ServerSocket server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel filler : fillers) {
      filler.close();
    }
    server.close();
  }
}
