package dev.runnel.cassette;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A service's side of a recorded exchange: sends the request and tells what is heard. */
final class ServiceListener extends ChannelInboundHandlerAdapter {
  /** Who is told, on the event loop. */
  interface Ear {
    /** There was no way to the service. */
    void failed(Throwable cause);

    void answered(HttpResponse answer);

    void heard(ByteBuf bytes);

    /** The answer ended as its framing said. */
    void ended();

    /** The connection was lost before that. */
    void broken(boolean byReset);
  }

  private final Ear ear;
  private final FullHttpRequest request;
  private boolean sent;
  private boolean answered;
  private boolean reset;
  private @Nullable Throwable trouble;

  ServiceListener(Ear ear, FullHttpRequest request) {
    this.ear = ear;
    this.request = request;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    // Fired when a proxy, where there is one, has connected; TLS waits with what is written.
    sent = true;
    context.writeAndFlush(request);
    context.fireChannelActive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (!sent) {
      request.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      ear.failed(handshake.cause());
    }
    if (!(event instanceof ProxyConnectionEvent)) {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpResponse answer) {
        if (answer.decoderResult().isFailure()) {
          ear.broken(false);
          context.close();
          return;
        }
        if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
          return;
        }
        answered = true;
        ear.answered(answer);
      }
      if (message instanceof HttpContent content && answered) {
        if (content.decoderResult().isFailure()) {
          ear.broken(reset);
          context.close();
          return;
        }
        ear.heard(content.content());
        if (message instanceof LastHttpContent) {
          // A body that ends with the connection "ends" when that is reset, too.
          if (reset) {
            ear.broken(true);
          } else {
            ear.ended();
          }
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!sent && trouble != null) {
      ear.failed(trouble);
    } else {
      ear.broken(reset);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    trouble = cause;
    if (!sent) {
      ear.failed(cause);
    } else if (cause instanceof IOException) {
      reset = true;
    }
    context.close();
  }
}
