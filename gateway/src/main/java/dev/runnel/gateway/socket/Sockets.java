package dev.runnel.gateway.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that clients hold. Vert.x closes a connection after all that was written to it has
 * been taken, so never where the client takes nothing; here it is closed with what is left. Safe to
 * use from any thread.
 */
public final class Sockets {
  private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();
  private final Map<SocketAddress, Presence> presences = new ConcurrentHashMap<>();
  private final IntSupplier most;

  /** Any number of them. */
  public Sockets() {
    this(() -> Integer.MAX_VALUE);
  }

  /**
   * So many at a time.
   *
   * @param most 1 or more, asked for each time; what is accepted beyond is closed
   */
  public Sockets(IntSupplier most) {
    this.most = most;
  }

  /** Whether another one may be accepted. */
  boolean haveRoom() {
    return open.size() < most.getAsInt();
  }

  void accepted(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address) {
      SocketAddress client = SocketAddress.inetSocketAddress(address);
      open.put(client, channel);
      Presence presence = new Presence(System.nanoTime());
      presences.put(client, presence);
      channel
          .closeFuture()
          .addListener(
              (ChannelFutureListener)
                  done -> {
                    open.remove(client, done.channel());
                    presences.remove(client, presence);
                  });
    }
  }

  /** A whole head of a request came. */
  public void began(HttpConnection connection) {
    Presence presence = presence(connection);
    if (presence != null) {
      presence.began();
    }
  }

  /** The response to a request that {@linkplain #began began} is over. */
  public void ended(HttpConnection connection) {
    Presence presence = presence(connection);
    if (presence != null) {
      presence.ended(System.nanoTime());
    }
  }

  private @Nullable Presence presence(HttpConnection connection) {
    SocketAddress client = connection.remoteAddress(true);
    return client == null ? null : presences.get(client);
  }

  /**
   * Closes those on which nothing is asked. One that waits for an answer, however long, stays.
   *
   * @param first how long until a connection's first request has come, head and all
   * @param next how long until another one
   */
  public void closeIdle(Duration first, Duration next) {
    long now = System.nanoTime();
    presences.forEach(
        (client, presence) -> {
          if (presence.isOverdue(now, first, next)) {
            close(open.get(client));
          }
        });
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
