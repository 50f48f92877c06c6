package dev.runnel.cassette;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to one service, and what is written down of it. */
final class Forwarding {
  private static final int LARGEST_LINE = 65_536;
  private static final int LARGEST_HEAD = 131_072;
  private static final int LARGEST_PIECE = 65_536;

  private final Upstream upstream;
  private final Tapes tapes;
  private final Blanks blanks;
  private final Consumer<String> troubles;
  private final Consumer<Channel> watch;
  private final @Nullable SslContext tls;

  /**
   * The way to an upstream.
   *
   * @param blanks what is taken out of all that is written down, this upstream's secrets included
   */
  Forwarding(
      Upstream upstream,
      Tapes tapes,
      Blanks blanks,
      Consumer<String> troubles,
      Consumer<Channel> watch) {
    this.upstream = upstream;
    this.tapes = tapes;
    this.blanks = blanks;
    this.troubles = troubles;
    this.watch = watch;
    this.tls = upstream.tls() ? ClientTrust.context(upstream.trust()) : null;
  }

  /** Why a request must not be passed on, if so. */
  Optional<String> refusal(FullHttpRequest request) {
    if (!upstream.inClear()) {
      return Optional.empty();
    }
    boolean named =
        request.headers().entries().stream().anyMatch(one -> SecretNames.has(one.getKey()));
    byte[] body = ByteBufUtil.getBytes(request.content());
    boolean known =
        !blanks.target(request.uri()).equals(request.uri())
            || !Arrays.equals(blanks.bytes(body), body);
    for (Entry<String, String> header : request.headers().entries()) {
      known |= !blanks.text(header.getValue()).equals(header.getValue());
    }
    return named || known
        ? Optional.of(
            "Credentials are not sent to " + upstream.shown() + " over plain http; use https")
        : Optional.empty();
  }

  /** Writes a request down. */
  Tape begin(FullHttpRequest request, byte[] body) {
    String type = String.valueOf(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
    return tapes.begin(
        upstream,
        blanks,
        new Taped.Request(
            request.method().name(),
            blanks.target(request.uri()),
            Headers.ofRequest(request.headers()).stream().map(blanks::header).toList(),
            blanks.requestBody(body, type)));
  }

  /** The request as the service gets it. */
  FullHttpRequest outward(FullHttpRequest request) {
    FullHttpRequest outward =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, request.method(), request.uri(), request.content().retain());
    Headers.passedOn(request.headers())
        .forEach(header -> outward.headers().add(header.getKey(), header.getValue()));
    outward.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
    outward.headers().remove(HttpHeaderNames.ACCEPT_ENCODING);
    outward.headers().set(HttpHeaderNames.HOST, upstream.authority());
    outward.headers().set(HttpHeaderNames.CONNECTION, "close");
    if (request.content().isReadable()
        || request.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
      outward.headers().set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
    }
    return outward;
  }

  /** Connects to the service, on the client's event loop. */
  ChannelFuture connect(Channel client, ChannelHandler listener) {
    Bootstrap bootstrap = new Bootstrap();
    if (upstream.proxy().isPresent()) {
      bootstrap.disableResolver(); // the proxy looks the name up
    }
    return bootstrap
        .group(client.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                watch.accept(channel);
                proxy().ifPresent(handler -> channel.pipeline().addLast(handler));
                if (tls != null) {
                  channel
                      .pipeline()
                      .addLast(tls.newHandler(channel.alloc(), upstream.host(), upstream.port()));
                }
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(LARGEST_LINE, LARGEST_HEAD, LARGEST_PIECE), listener);
              }
            })
        .connect(
            upstream.proxy().isPresent()
                ? InetSocketAddress.createUnresolved(upstream.host(), upstream.port())
                : new InetSocketAddress(upstream.host(), upstream.port()));
  }

  private Optional<ProxyHandler> proxy() {
    return upstream
        .proxy()
        .map(
            url -> {
              boolean socks = url.getScheme().startsWith("socks");
              int port = url.getPort() >= 0 ? url.getPort() : socks ? 1080 : 80;
              return handler(url, socks, port);
            });
  }

  private ProxyHandler handler(URI url, boolean socks, int port) {
    InetSocketAddress address = new InetSocketAddress(Loopback.unbracketed(url.getHost()), port);
    if (upstream.proxyCredentials().isEmpty()) {
      return socks ? new Socks5ProxyHandler(address) : new HttpProxyHandler(address);
    }
    String[] parts = upstream.proxyCredentials().get().reveal().split(":", 2);
    String password = parts.length > 1 ? parts[1] : "";
    return socks
        ? new Socks5ProxyHandler(address, parts[0], password)
        : new HttpProxyHandler(address, parts[0], password);
  }

  /** The service could not be reached; whoever recorded wants to know why. */
  String unreachable(Throwable cause) {
    String why = blanks.text(String.valueOf(cause));
    troubles.accept(upstream.name() + " at " + upstream.shown() + " was not reached: " + why);
    return why;
  }
}
