package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One client's connection: gathers requests and has them answered one after the other. */
final class Connection extends ChannelInboundHandlerAdapter {

  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final int MOST_PIPELINED = 16;

  private final Answerer answerer;
  private final Records records;
  private final Deque<ReceivedRequest> waiting = new ArrayDeque<>();
  private @Nullable Channel channel;
  private @Nullable HttpRequest head;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Player player;
  private @Nullable RecordedExchange exchange;
  private boolean answering;
  private boolean closedByUs;
  private int number;

  Connection(Answerer answerer, Records records) {
    this.answerer = answerer;
    this.records = records;
  }

  Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("The connection is not open yet");
    }
    return channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    number = records.opened();
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    try {
      if (message instanceof HttpRequest request) {
        if (request.decoderResult().isFailure()) {
          refuse(400, "the request is not HTTP/1.1: " + request.decoderResult().cause());
          return;
        }
        head = request;
        body = new ByteArrayOutputStream();
      }
      if (message instanceof HttpContent content && head != null) {
        if (content.decoderResult().isFailure()) {
          refuse(400, "the body is not framed: " + content.decoderResult().cause());
          return;
        }
        gather(content.content());
        if (message instanceof LastHttpContent && head != null) {
          complete(head);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void gather(ByteBuf content) throws IOException {
    if (body.size() + content.readableBytes() > LARGEST_BODY) {
      refuse(413, "the body is larger than " + LARGEST_BODY + " bytes");
      return;
    }
    content.getBytes(content.readerIndex(), body, content.readableBytes());
  }

  private void complete(HttpRequest request) {
    head = null;
    String target = request.uri();
    int mark = target.indexOf('?');
    waiting.add(
        new ReceivedRequest(
            request.method().name(),
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? "" : target.substring(mark + 1),
            request.headers().entries(),
            body.toByteArray()));
    if (waiting.size() > MOST_PIPELINED) {
      close();
    } else if (!answering) {
      next();
    }
  }

  /** The answer has ended: on to the next request, if there is one. */
  void next() {
    answering = false;
    ReceivedRequest request = waiting.poll();
    if (request == null || closedByUs) {
      return;
    }
    answering = true;
    Answerer.Decision decision = answerer.decide(request);
    RecordedExchange begun = records.add(number, request, decision);
    boolean keepAlive =
        request.header("connection").filter(value -> value.equalsIgnoreCase("close")).isEmpty();
    exchange = begun;
    player = new Player(this, begun, decision.reply(), keepAlive);
    player.play();
  }

  /** Closes the connection (FIN). */
  void close() {
    closedByUs = true;
    channel().close();
  }

  /** Resets the connection (RST). */
  void reset() {
    closedByUs = true;
    channel().config().setOption(ChannelOption.SO_LINGER, 0);
    // Past the TLS handler, which would say goodbye first.
    channel().unsafe().close(channel().newPromise());
  }

  private void refuse(int status, String why) {
    head = null;
    closedByUs = true;
    channel()
        .writeAndFlush(Unpooled.wrappedBuffer(Refusal.of(status, why)))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (player != null && context.channel().isWritable()) {
      player.play();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (player != null) {
      player.stop();
    }
    if (exchange != null && !closedByUs) {
      exchange.closedByPeer();
    }
    records.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset by the client, or a failed TLS handshake: channelInactive tells the exchange.
    context.close();
  }
}
