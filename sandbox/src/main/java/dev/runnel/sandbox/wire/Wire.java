package dev.runnel.sandbox.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.function.LongConsumer;

/**
 * The bytes of one answer on their way out, counted, up to the byte after which they are cut. Used
 * by the connection's event loop only.
 */
final class Wire {

  private final Channel channel;
  private final LongConsumer written;
  private long left;
  private ChannelFuture last;

  /**
   * @param limit how many bytes may go out
   * @param written told of bytes that the operating system has taken
   */
  Wire(Channel channel, long limit, LongConsumer written) {
    this.channel = channel;
    this.left = limit;
    this.written = written;
    this.last = channel.newSucceededFuture();
  }

  /** Whether the limit has been reached. */
  boolean cut() {
    return left <= 0;
  }

  /** No more than {@code bytes} from now on. */
  void limit(long bytes) {
    left = Math.min(left, bytes);
  }

  /** Writes and flushes these, or the part of them that is left. Takes ownership. */
  void send(ByteBuf bytes) {
    int allowed = (int) Math.min(left, bytes.readableBytes());
    if (allowed == 0) {
      bytes.release();
      return;
    }
    left -= allowed;
    bytes.writerIndex(bytes.readerIndex() + allowed);
    last = channel.writeAndFlush(bytes);
    last.addListener(
        done -> {
          if (done.isSuccess()) {
            written.accept(allowed);
          }
        });
  }

  void send(byte[] bytes) {
    send(Unpooled.wrappedBuffer(bytes));
  }

  /**
   * Runs {@code action} on the event loop once the operating system has taken all that was sent.
   */
  void afterwards(Runnable action) {
    last.addListener(
        done -> {
          if (done.isSuccess()) {
            action.run();
          }
        });
  }
}
