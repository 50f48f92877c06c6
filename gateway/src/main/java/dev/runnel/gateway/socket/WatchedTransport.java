package dev.runnel.gateway.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The usual transport of Vert.x, but that {@link Sockets} is told of every socket it accepts. */
public final class WatchedTransport implements io.vertx.core.transport.Transport {
  private final Sockets sockets;

  public WatchedTransport(Sockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public String name() {
    return NIO.name();
  }

  @Override
  public boolean available() {
    return NIO.available();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return NIO.unavailabilityCause();
  }

  @Override
  public Transport implementation() {
    return new Watched(NIO.implementation(), sockets);
  }

  private record Watched(Transport usual, Sockets sockets) implements Transport {
    @Override
    public void configure(
        NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
      usual.configure(options, domainSocket, bootstrap);
      bootstrap.handler(new Acceptance(sockets));
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      return usual.ioHandlerFactory();
    }

    @Override
    public DatagramChannel datagramChannel() {
      return usual.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
      return usual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return usual.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return usual.serverChannelFactory(domainSocket);
    }
  }

  /** Stands in the pipeline of a listening socket, whose messages are the sockets it accepts. */
  @ChannelHandler.Sharable
  private static final class Acceptance extends ChannelInboundHandlerAdapter {
    private final Sockets sockets;

    Acceptance(Sockets sockets) {
      this.sockets = sockets;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Channel accepted) {
        if (!sockets.haveRoom()) {
          accepted.unsafe().closeForcibly();
          return;
        }
        sockets.accepted(accepted);
      }
      context.fireChannelRead(message);
    }
  }
}
