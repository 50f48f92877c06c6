package dev.runnel.gateway;

import static java.util.Objects.requireNonNull;

import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.gateway.access.Callers;
import dev.runnel.gateway.access.ListenAddress;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.models.ModelSettings;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.server.Door;
import dev.runnel.gateway.server.Intake;
import dev.runnel.gateway.server.Listening;
import dev.runnel.gateway.server.Paths;
import dev.runnel.gateway.server.Tls;
import dev.runnel.gateway.socket.Sockets;
import dev.runnel.gateway.socket.WatchedTransport;
import dev.runnel.spi.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers clients of OpenAI's and Anthropic's API by the providers of a runner.
 *
 * <p>Safe to use from any thread.
 */
public final class Gateway implements AutoCloseable {
  private final Vertx vertx;
  private final Sockets sockets;
  private final HttpServer server;
  private final String origin;
  private final long following; // a timer

  private Gateway(Vertx vertx, Sockets sockets, HttpServer server, String origin, long following) {
    this.vertx = vertx;
    this.sockets = sockets;
    this.server = server;
    this.origin = origin;
    this.following = following;
  }

  /**
   * Starts one.
   *
   * @param runner who answers; not closed. It should deliver {@linkplain
   *     dev.runnel.guard.CallRuntime.Builder#direct directly}: nothing here blocks
   */
  public static Builder builder(LiveRunner runner) {
    return new Builder(runner);
  }

  /** How this machine reaches it, such as {@code http://127.0.0.1:1337}. */
  public URI origin() {
    return URI.create(origin + ":" + server.actualPort());
  }

  /** Stops listening and cuts what is under way. Idempotent. */
  @Override
  public void close() {
    vertx.cancelTimer(following);
    // First: who takes nothing would not let itself be closed politely.
    sockets.closeAll().toCompletableFuture().join();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Collects what a gateway needs. Not thread-safe. */
  public static final class Builder {
    private static final long IDLE_CHECK_MILLIS = 500;
    private static final Clock CLOCK = Clock.systemUTC();

    private final LiveRunner runner;
    private String host = "127.0.0.1";
    private int port;
    private @Nullable DeliverySettings delivery;
    private @Nullable CallerKeyFile keys;
    private UnaryOperator<GatewaySettings> further = UnaryOperator.identity();
    private RequestListener listener = RequestListener.NONE;

    private Builder(LiveRunner runner) {
      this.runner = requireNonNull(runner, "runner is null");
    }

    /** Listens on this address; default: 127.0.0.1, which only this machine reaches. */
    public Builder host(String name) {
      host = requireNonNull(name, "name is null");
      return this;
    }

    /** Listens on this port; 0, the default: any free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Says more than the runner's {@code [gateway]}, now and after each change: this wins. */
    public Builder settings(UnaryOperator<GatewaySettings> more) {
      further = requireNonNull(more, "more is null");
      return this;
    }

    /** Lets in whoever shows a key of this file; default: anyone. */
    public Builder keys(CallerKeyFile file) {
      keys = requireNonNull(file, "file is null");
      return this;
    }

    /** Delivers answers so; default: as the settings have it. */
    public Builder delivery(DeliverySettings settings) {
      delivery = requireNonNull(settings, "settings is null");
      return this;
    }

    /** Tells this one of every request. */
    public Builder listener(RequestListener one) {
      listener = requireNonNull(one, "one is null");
      return this;
    }

    /**
     * Listens.
     *
     * @throws IOException when the address or port cannot be had, or a file of the certificate's
     * @throws ConfigurationException when the file of keys is wrong
     */
    public Gateway start() throws IOException {
      ListenAddress address = ListenAddress.of(host);
      GatewaySettings settings = now();
      Optional<Tls> tls = settings.tls().map(Tls::new);
      Callers callers =
          Callers.of(Optional.ofNullable(keys), () -> now().requireKeys(), System::nanoTime, CLOCK);
      HttpServerOptions options = Listening.options(host, port, settings);
      if (tls.isPresent()) {
        tls.get().setUp(options);
      }
      Sockets sockets = new Sockets(settings.maxConnections());
      Vertx vertx =
          Vertx.builder()
              .with(new VertxOptions().setUseDaemonThread(true))
              .withTransport(new WatchedTransport(sockets))
              .build();
      Intake intake = new Intake(vertx, runner, delivery(settings), sockets, CLOCK);
      ModelCatalog models = new ModelCatalog(runner, CLOCK, ModelSettings.DEFAULT);
      OpenRequests open = new OpenRequests(CLOCK, listener, 0);
      Door door = new Door(callers, this::now, address.isLoopback(), open, sockets);
      HttpServer server =
          vertx
              .createHttpServer(options)
              .requestHandler(Paths.router(vertx, intake, models, open, door));
      try {
        await(server.listen());
      } catch (CompletionException e) {
        await(vertx.close());
        throw unheard(e);
      }
      long following = follow(vertx, server, callers, tls);
      vertx.setPeriodic(
          IDLE_CHECK_MILLIS,
          again -> {
            GatewaySettings current = now();
            sockets.closeIdle(current.requestTimeout(), current.keepAlive());
          });
      String scheme = tls.isPresent() ? "https://" : "http://";
      return new Gateway(vertx, sockets, server, scheme + address.reachable(), following);
    }

    private GatewaySettings now() {
      return further.apply(runner.settings().gateway());
    }

    /** Looks at the files of keys and certificates, again and again. */
    private static long follow(Vertx vertx, HttpServer server, Callers callers, Optional<Tls> tls) {
      return vertx.setPeriodic(
          LiveRunner.USUAL_PACE.toMillis(),
          again ->
              vertx.executeBlocking(
                  () -> {
                    callers.refresh();
                    tls.ifPresent(one -> one.refresh(server));
                    return again;
                  }));
    }

    private DeliverySettings delivery(GatewaySettings settings) {
      return delivery != null
          ? delivery
          : new DeliverySettings(
              settings.commitAfter(),
              settings.heartbeat(),
              settings.slowClient(),
              DeliverySettings.DEFAULT.maxPending());
    }

    private IOException unheard(CompletionException e) {
      String why =
          String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      String words =
          why.contains("in use")
              ? "it is taken"
              : why.contains("denied") ? "it may not be had" : why;
      return new IOException("Cannot listen on port " + port + " of " + host + ": " + words, e);
    }
  }
}
