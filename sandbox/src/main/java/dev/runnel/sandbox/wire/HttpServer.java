package dev.runnel.sandbox.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on loopback; its threads are daemons and end with {@link #close()}. */
public final class HttpServer implements AutoCloseable {

  private static final int BACKLOG = 4_096;
  private static final int LONGEST_LINE = 8_192;
  private static final int LARGEST_HEAD = 65_536;
  private static final int LARGEST_CHUNK = 65_536;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
  private final EventLoopGroup eventLoops;
  private final Channel listener;

  /**
   * Binds and listens.
   *
   * @param port 0 for any free one
   * @param tls how to serve https, or null for http
   * @param reads whether anything a client sends is ever read
   * @throws UncheckedIOException where the port cannot be bound
   */
  public HttpServer(
      int port,
      int threadCount,
      @Nullable SslContext tls,
      boolean reads,
      Answerer answerer,
      Records records) {
    eventLoops =
        new MultiThreadIoEventLoopGroup(threadCount, this::newThread, NioIoHandler.newFactory());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, reads)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel client) {
                    clients.add(client);
                    client.closeFuture().addListener(closed -> clients.remove(client));
                    if (tls != null) {
                      client.pipeline().addLast(tls.newHandler(client.alloc()));
                    }
                    client
                        .pipeline()
                        .addLast(
                            new HttpRequestDecoder(LONGEST_LINE, LARGEST_HEAD, LARGEST_CHUNK),
                            new Connection(answerer, records));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .awaitUninterruptibly();
    listener = bound.channel();
    if (!bound.isSuccess()) {
      close();
      throw new UncheckedIOException(
          "Cannot listen on 127.0.0.1:" + port + "; is another program using the port?",
          new IOException(bound.cause()));
    }
  }

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "runnel-sandbox-" + (threads.size() + 1));
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Closes all connections and waits until the threads are gone. */
  @Override
  public void close() {
    listener.close();
    clients.forEach(Channel::close);
    eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
