package dev.runnel.cassette;

import dev.runnel.api.Secret;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and a service, on a loopback port, passes on what either says at the
 * moment it is said, and writes it down. Works for every client whose base URL can be set, and for
 * every service: the connection to it, with TLS where its address says https, is the recorder's
 * own.
 *
 * <p>What is passed on is what came, but for what belongs to one connection only; and the service
 * is asked for an answer that is not compressed, so that a person can read it. It is spoken to in
 * HTTP/1.1. Credentials are not passed on in clear beyond this machine.
 *
 * <p>What is written down is blanked: the credentials of HTTP, whatever is named as a secret, and
 * the secrets that are known, of any {@linkplain Upstream#secrets upstream} or {@linkplain #blank
 * told later}, in every form.
 *
 * <p>Safe to use from any thread. The thread is a daemon and ends with {@link #close()}.
 */
public final class Recorder implements AutoCloseable {
  private static final int LARGEST_LINE = 65_536;
  private static final int LARGEST_HEAD = 131_072;
  private static final int LARGEST_PIECE = 65_536;
  private static final int LARGEST_REQUEST = 64 * 1024 * 1024;

  private final Tapes tapes;
  private final Blanks blanks = Blanks.of(List.of());
  private final EventLoopGroup eventLoop;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final Map<String, URI> addresses = new LinkedHashMap<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();

  private Recorder(Builder builder) {
    tapes = new Tapes(CassetteFile.create(builder.file, builder.overwrite), System::nanoTime);
    eventLoop = new MultiThreadIoEventLoopGroup(1, this::thread, NioIoHandler.newFactory());
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "runnel-recorder");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** Starts a recorder that is to be special. */
  public static Builder to(Path file) {
    return new Builder(file);
  }

  /**
   * Stands before a service. Of several, each has a name of its own.
   *
   * @return the base URL that takes the place of the service's: the same path, on this machine
   * @throws CassetteException when the certificates to trust cannot be read
   */
  public URI inFrontOf(Upstream upstream) {
    blank(upstream.secrets());
    blank(upstream.proxyCredentials().stream().toList());
    Forwarding forwarding = new Forwarding(upstream, tapes, blanks, troubles::add, this::watch);
    synchronized (addresses) {
      if (addresses.containsKey(upstream.name())) {
        throw new IllegalArgumentException(
            "There is an upstream '" + upstream.name() + "' already");
      }
      ChannelFuture bound =
          new ServerBootstrap()
              .group(eventLoop)
              .channel(NioServerSocketChannel.class)
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                      watch(client);
                      client
                          .pipeline()
                          .addLast(
                              new HttpServerCodec(LARGEST_LINE, LARGEST_HEAD, LARGEST_PIECE),
                              new HttpObjectAggregator(LARGEST_REQUEST),
                              new RecordedConnection(forwarding));
                    }
                  })
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new CassetteException(
            "The recorder cannot listen on this machine: " + bound.cause() + ".", bound.cause());
      }
      watch(bound.channel());
      int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
      URI address = upstream.at(port);
      addresses.put(upstream.name(), address);
      tapes.upstream(upstream);
      return address;
    }
  }

  /**
   * Blanks these, too, wherever they stand in what is recorded from now on, of whichever service: a
   * further key of a client, say, before it is first sent.
   */
  public void blank(Collection<Secret> secrets) {
    blanks.learn(secrets);
  }

  private void watch(Channel channel) {
    channels.add(channel);
    channel.closeFuture().addListener(closed -> channels.remove(channel));
  }

  /**
   * The base URL that takes the place of the only service's.
   *
   * @throws IllegalStateException when there is none, or more than one
   */
  public URI baseUrl() {
    synchronized (addresses) {
      if (addresses.size() != 1) {
        throw new IllegalStateException(
            "This recorder stands before " + addresses.size() + " services: " + addresses.keySet());
      }
      return addresses.values().iterator().next();
    }
  }

  /** What kept the recorder from reaching a service, in words; empty where nothing did. */
  public List<String> troubles() {
    return List.copyOf(troubles);
  }

  /**
   * Closes all connections and ends the cassette, of which there is none where nothing was asked.
   * Idempotent.
   *
   * @throws CassetteException when something could not be written
   */
  @Override
  public void close() {
    channels.forEach(Channel::close);
    eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
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
    tapes.close();
  }

  /** Chooses how a recorder writes. Not thread-safe. */
  public static final class Builder {
    private final Path file;
    private boolean overwrite;

    private Builder(Path file) {
      this.file = java.util.Objects.requireNonNull(file, "file is null");
    }

    /** Replaces a file that exists; default: refuses to. */
    public Builder overwrite() {
      overwrite = true;
      return this;
    }

    /**
     * Makes the file, for its owner alone.
     *
     * @throws CassetteException when it exists, or cannot be made
     */
    public Recorder start() {
      return new Recorder(this);
    }
  }
}
