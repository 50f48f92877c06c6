package dev.runnel.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that clients hold. Vert.x closes a connection after all that was written to it has
 * been taken, so never where the client takes nothing; here it is closed with what is left. Safe to
 * use from any thread.
 */
public final class Sockets {
  private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

  void accepted(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address) {
      SocketAddress client = SocketAddress.inetSocketAddress(address);
      open.put(client, channel);
      channel
          .closeFuture()
          .addListener((ChannelFutureListener) done -> open.remove(client, done.channel()));
    }
  }

  /** Closes one at once. What was handed to the operating system is still sent. */
  public void close(HttpConnection connection) {
    SocketAddress client = connection.remoteAddress(true);
    if (client != null) {
      close(open.get(client));
    }
  }

  /**
   * Closes all that are open.
   *
   * @return completes when they are closed
   */
  public CompletionStage<Void> closeAll() {
    return CompletableFuture.allOf(
        open.values().stream().map(Sockets::closed).toArray(CompletableFuture<?>[]::new));
  }

  private static CompletableFuture<Void> closed(Channel channel) {
    if (!channel.isRegistered()) { // just accepted: nothing was written to it
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel.closeFuture().addListener(done -> closed.complete(null));
    close(channel);
    return closed;
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  private static void close(@Nullable Channel channel) {
    if (channel != null && channel.isRegistered()) {
      // Not through its pipeline, which would wait for what has not been written.
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }
  }
}
