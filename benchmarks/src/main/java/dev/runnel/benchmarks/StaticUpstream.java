package dev.runnel.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetSocketAddress;

/**
 * Answers every request with the static body: below {@code /chunked/} with an HTTP chunk for each
 * event, elsewhere in one piece. A process of its own, so that its CPU time is nobody's. Prints its
 * port and lives until its standard input ends.
 */
public final class StaticUpstream {
  private StaticUpstream() {}

  public static void main(String[] args) throws Exception {
    ByteBuf whole = Unpooled.directBuffer().writeBytes(StaticBody.whole());
    ByteBuf chunked = Unpooled.directBuffer().writeBytes(StaticBody.chunked());
    MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpRequestDecoder())
                        .addLast(new HttpObjectAggregator(1 << 20))
                        .addLast(new Answerer(whole, chunked));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    System.out.println(((InetSocketAddress) server.localAddress()).getPort());
    while (System.in.read() >= 0) {
      continue; // until the parent closes the pipe
    }
    loops.shutdownGracefully();
  }

  private static final class Answerer extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final ByteBuf whole;
    private final ByteBuf chunked;

    Answerer(ByteBuf whole, ByteBuf chunked) {
      this.whole = whole;
      this.chunked = chunked;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      ByteBuf answer = request.uri().startsWith("/chunked/") ? chunked : whole;
      context.writeAndFlush(answer.retainedDuplicate());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
