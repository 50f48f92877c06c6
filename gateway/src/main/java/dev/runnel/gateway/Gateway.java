package dev.runnel.gateway;

import static java.util.Objects.requireNonNull;

import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.gateway.access.Callers;
import dev.runnel.gateway.access.ListenAddress;
import dev.runnel.gateway.access.TlsFileException;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.models.ModelSettings;
import dev.runnel.gateway.observe.AccessLog;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.gateway.observe.Readiness;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.server.Clients;
import dev.runnel.gateway.server.Door;
import dev.runnel.gateway.server.Forms;
import dev.runnel.gateway.server.Intake;
import dev.runnel.gateway.server.Listening;
import dev.runnel.gateway.server.Operations;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
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
  private final Operations operations;
  private final Supplier<GatewaySettings> settings;
  private final String origin;
  private final long following; // a timer

  private Gateway(
      Vertx vertx,
      Sockets sockets,
      HttpServer server,
      Operations operations,
      Supplier<GatewaySettings> settings,
      String origin,
      long following) {
    this.vertx = vertx;
    this.sockets = sockets;
    this.server = server;
    this.operations = operations;
    this.settings = settings;
    this.origin = origin;
    this.following = following;
  }

  /**
   * Starts one.
   *
   * @param runner who answers; not closed. It should deliver {@linkplain
   *     dev.runnel.guard.CallRuntime.Builder#direct directly}: nothing here blocks; and have a long
   *     {@linkplain LiveRunner.Builder#usualTotal total}, or live streams are ended by it
   */
  public static Builder builder(LiveRunner runner) {
    return new Builder(runner);
  }

  /** How this machine reaches it, such as {@code http://127.0.0.1:1337}. */
  public URI origin() {
    return URI.create(origin + ":" + server.actualPort());
  }

  /** The settings that are in force now. */
  public GatewaySettings settings() {
    return settings.get();
  }

  /** How many requests are under way; those for health and metrics do not count. */
  public int requestsOpen() {
    return operations.requestsOpen();
  }

  /**
   * Stops listening, and waits for what is under way: {@code /readyz} says that it ends, idle
   * connections are closed, and what comes on others is refused with 503. What has not ended in
   * time is cancelled, which its clients are told. Blocks; {@link #close()} is to follow.
   *
   * @param bound how long is waited
   * @return how many requests had to be cancelled
   */
  public int drain(Duration bound) throws InterruptedException {
    return operations.drain(server, bound);
  }

  /** Stops listening and cuts what is under way. Idempotent. */
  @Override
  public void close() {
    vertx.cancelTimer(following);
    operations.cancel(); // the timers that would end them end here
    // First: who takes nothing would not let itself be closed politely.
    sockets.closeAll().toCompletableFuture().join();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Collects what a gateway needs. Not thread-safe. */
  public static final class Builder {
    /** How much of an answer an access log has. */
    private static final int KEPT_TEXT = 64 << 10;

    private static final long IDLE_CHECK_MILLIS = 500;
    private static final Clock CLOCK = Clock.systemUTC();

    private final LiveRunner runner;
    private String host = "127.0.0.1";
    private int port;
    private @Nullable DeliverySettings delivery;
    private @Nullable CallerKeyFile keys;
    private UnaryOperator<GatewaySettings> further = UnaryOperator.identity();
    private final List<RequestListener> listeners = new ArrayList<>();
    private Metrics metrics = new Metrics();
    private @Nullable AccessLog accessLog;

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

    /** Tells this one of every request, beside those that were given before. */
    public Builder listener(RequestListener one) {
      listeners.add(requireNonNull(one, "one is null"));
      return this;
    }

    /** Writes every request down; not closed. Default: nowhere. */
    public Builder accessLog(AccessLog log) {
      accessLog = log;
      return listener(log);
    }

    /** Counts with these, which count other things as well; default: its own. */
    public Builder metrics(Metrics counters) {
      metrics = requireNonNull(counters, "counters is null");
      return this;
    }

    /**
     * Listens.
     *
     * @throws TlsFileException when the files of the certificate are wrong
     * @throws IOException when the address or port cannot be had
     * @throws ConfigurationException when the file of keys is wrong
     */
    public Gateway start() throws IOException {
      ListenAddress address = ListenAddress.of(host);
      CurrentSettings current = new CurrentSettings(runner, further);
      GatewaySettings settings = current.get();
      Optional<Tls> tls = settings.tls().map(Tls::new);
      Callers callers =
          Callers.of(
              Optional.ofNullable(keys),
              () -> current.get().requireKeys(),
              System::nanoTime,
              CLOCK);
      HttpServerOptions options = Listening.options(host, port, settings);
      Sockets sockets = new Sockets(() -> current.get().maxConnections());
      Vertx vertx =
          Vertx.builder()
              .with(new VertxOptions().setUseDaemonThread(true))
              .withTransport(new WatchedTransport(sockets))
              .build();
      if (tls.isPresent()) {
        setUp(tls.get(), options, vertx);
      }
      OpenRequests open = open(current);
      Readiness readiness = new Readiness(runner);
      Clients clients = new Clients(sockets, () -> delivery(current.get()).slowClient());
      Forms forms = new Forms();
      Door door =
          new Door(
              callers,
              current,
              address.isLoopback(),
              readiness::isDraining,
              sockets,
              clients,
              forms);
      Intake intake = new Intake(vertx, runner, () -> delivery(current.get()), clients, CLOCK);
      ModelCatalog models = new ModelCatalog(runner, CLOCK, ModelSettings.DEFAULT);
      Operations operations = operations(vertx, current, readiness, open, clients);
      HttpServer server =
          vertx
              .createHttpServer(options)
              .requestHandler(
                  Paths.router(vertx, intake, models, operations, door, clients, forms));
      operations.watch(server);
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
            GatewaySettings now = current.get();
            sockets.closeIdle(now.requestTimeout(), now.keepAlive());
          });
      String scheme = tls.isPresent() ? "https://" : "http://";
      return new Gateway(
          vertx, sockets, server, operations, current, scheme + address.reachable(), following);
    }

    private OpenRequests open(CurrentSettings settings) {
      boolean logged = accessLog != null;
      List<RequestListener> all = new ArrayList<>(listeners);
      all.add(metrics.requests());
      return new OpenRequests(
          CLOCK,
          RequestListener.all(all),
          () -> logged && settings.get().accessLogContent() ? KEPT_TEXT : 0);
    }

    private Operations operations(
        Vertx vertx,
        CurrentSettings settings,
        Readiness readiness,
        OpenRequests open,
        Clients clients) {
      metrics.watch(open);
      metrics.watch(readiness);
      if (accessLog != null) {
        metrics.watch(accessLog);
      }
      return new Operations(
          vertx, runner, readiness, metrics, () -> settings.get().metrics(), open, clients);
    }

    private static void setUp(Tls tls, HttpServerOptions options, Vertx vertx)
        throws TlsFileException {
      try {
        tls.setUp(options, vertx);
      } catch (TlsFileException | RuntimeException e) {
        await(vertx.close());
        throw e;
      }
    }

    /** Looks at the files of keys and certificates, again and again. */
    private static long follow(Vertx vertx, HttpServer server, Callers callers, Optional<Tls> tls) {
      return vertx.setPeriodic(
          LiveRunner.USUAL_PACE.toMillis(),
          again ->
              vertx.executeBlocking(
                  () -> {
                    callers.refresh();
                    tls.ifPresent(one -> one.refresh(server, vertx));
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
