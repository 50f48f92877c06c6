package dev.runnel.gateway;

import static java.util.Objects.requireNonNull;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.models.ModelSettings;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.server.Intake;
import dev.runnel.gateway.server.Paths;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/**
 * A server that answers clients of OpenAI's and Anthropic's API by the providers of a runner.
 *
 * <p>Safe to use from any thread.
 */
public final class Gateway implements AutoCloseable {
  private final Vertx vertx;
  private final HttpServer server;
  private final String host;

  private Gateway(Vertx vertx, HttpServer server, String host) {
    this.vertx = vertx;
    this.server = server;
    this.host = host;
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

  /** Where it listens, such as {@code http://127.0.0.1:1337}. */
  public URI origin() {
    return URI.create("http://" + host + ":" + server.actualPort());
  }

  /** Stops listening and cuts what is under way. Idempotent. */
  @Override
  public void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Collects what a gateway needs. Not thread-safe. */
  public static final class Builder {
    private static final long MAX_BODY = 32L << 20;

    private final LiveRunner runner;
    private String host = "127.0.0.1";
    private int port;
    private DeliverySettings delivery = DeliverySettings.DEFAULT;
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

    /** Delivers answers so. */
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
     * @throws IOException when the address or port cannot be had
     */
    public Gateway start() throws IOException {
      Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
      HttpServerOptions options = new HttpServerOptions().setHost(host).setPort(port);
      ModelCatalog models = new ModelCatalog(runner, Clock.systemUTC(), ModelSettings.DEFAULT);
      Intake intake = new Intake(vertx, runner, delivery, Clock.systemUTC());
      OpenRequests open = new OpenRequests(Clock.systemUTC(), listener, 0);
      HttpServer server =
          vertx
              .createHttpServer(options)
              .requestHandler(Paths.router(vertx, intake, models, open, MAX_BODY));
      try {
        await(server.listen());
      } catch (CompletionException e) {
        await(vertx.close());
        Throwable why = e.getCause() == null ? e : e.getCause();
        throw new IOException("Cannot listen on " + host + ":" + port + ": " + why.getMessage(), e);
      }
      return new Gateway(vertx, server, host);
    }
  }
}
