package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to the recorder: passes its requests on, one after the other, and what is
 * heard back at the moment it is heard. Lives on one event loop, with the service's side.
 */
final class RecordedConnection extends ChannelInboundHandlerAdapter {
  private final Forwarding forwarding;
  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
  private @Nullable Channel client;
  private @Nullable Exchange exchange;

  RecordedConnection(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = context.channel();
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof FullHttpRequest request)) {
      ReferenceCountUtil.release(message);
      return;
    }
    waiting.add(request);
    next();
  }

  private void next() {
    Channel to = client;
    if (exchange != null || to == null || !to.isActive()) {
      return;
    }
    FullHttpRequest request = waiting.poll();
    if (request == null) {
      return;
    }
    try {
      Optional<String> refusal = forwarding.refusal(request);
      if (refusal.isPresent()) {
        refuse(to, refusal.get());
        return;
      }
      exchange = new Exchange(to, request);
      exchange.start(request);
    } finally {
      request.release();
    }
  }

  private static void refuse(Channel to, String why) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putObject("error").put("message", why).put("type", "recorder");
    ByteBuf body = Unpooled.copiedBuffer(document.toString(), UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    response.headers().set(HttpHeaderNames.CONNECTION, "close");
    to.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.readAsMuchAsIsTaken();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.clientLeft();
    }
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // a reset by the client, or no HTTP: channelInactive ends the exchange
  }

  /** One request and what became of it. */
  private final class Exchange implements ServiceListener.Ear {
    private final Channel to;
    private final Tape tape;
    private @Nullable Channel service;
    private boolean bodyEndsWithTheConnection;
    private boolean over;

    Exchange(Channel to, FullHttpRequest request) {
      this.to = to;
      this.tape = forwarding.begin(request, ByteBufUtil.getBytes(request.content()));
    }

    void start(FullHttpRequest request) {
      FullHttpRequest outward = forwarding.outward(request);
      forwarding
          .connect(to, new ServiceListener(this, outward))
          .addListener(
              (ChannelFutureListener)
                  connected -> {
                    service = connected.channel();
                    if (!connected.isSuccess()) {
                      failed(connected.cause());
                    } else if (over) {
                      service.close();
                    }
                  });
    }

    @Override
    public void failed(Throwable cause) {
      if (!over) {
        tape.ended(Ending.UNREACHABLE, forwarding.unreachable(cause));
        over();
        reset();
      }
    }

    @Override
    public void answered(HttpResponse answer) {
      tape.answered(answer.status().code(), Headers.passedOn(answer.headers()));
      HttpResponse told = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
      Headers.passedOn(answer.headers())
          .forEach(header -> told.headers().add(header.getKey(), header.getValue()));
      bodyEndsWithTheConnection =
          !HttpUtil.isContentLengthSet(answer) && !HttpUtil.isTransferEncodingChunked(answer);
      if (bodyEndsWithTheConnection) {
        told.headers().set(HttpHeaderNames.CONNECTION, "close");
      }
      to.writeAndFlush(told);
    }

    @Override
    public void heard(ByteBuf bytes) {
      if (over || !bytes.isReadable()) {
        return;
      }
      tape.heard(ByteBufUtil.getBytes(bytes));
      to.writeAndFlush(new DefaultHttpContent(bytes.retainedDuplicate()));
      readAsMuchAsIsTaken();
    }

    @Override
    public void ended() {
      if (over) {
        return;
      }
      tape.ended(Ending.ENDED, "");
      over();
      to.writeAndFlush(new DefaultLastHttpContent())
          .addListener(
              written -> {
                if (bodyEndsWithTheConnection) {
                  to.close();
                } else {
                  next();
                }
              });
    }

    @Override
    public void broken(boolean byReset) {
      if (over) {
        return;
      }
      tape.ended(byReset ? Ending.RESET : Ending.CUT, "");
      over();
      if (byReset) {
        reset();
      } else {
        // Past the codec, which has no way to say that a body is cut.
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }

    void clientLeft() {
      if (!over) {
        tape.ended(Ending.ABORTED, "");
        over();
      }
    }

    void readAsMuchAsIsTaken() {
      if (service != null) {
        service.config().setAutoRead(to.isWritable());
      }
    }

    private void over() {
      over = true;
      exchange = null;
      if (service != null) {
        service.close();
      }
    }

    /** After what was written before it. */
    private void reset() {
      to.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              written -> {
                to.config().setOption(ChannelOption.SO_LINGER, 0);
                to.close();
              });
    }
  }
}
