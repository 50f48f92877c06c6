package dev.runnel.gateway.soak;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Clients, always the same number at once: when one's request has ended, the next one asks. */
public final class Crowd implements AutoCloseable {
  /** Tells, at length, of what still comes on a stream that was left. Held, or it forgets. */
  private static final Logger HTTP2 =
      Logger.getLogger("io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder");

  static {
    HTTP2.setLevel(Level.WARNING);
  }

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
  private final Plans plans;
  private final HttpClient http1;
  private final HttpClient http2;
  private final AtomicInteger numbers;
  private final AtomicInteger underWay = new AtomicInteger();
  private final CompletableFuture<Integer> done = new CompletableFuture<>();

  /**
   * A crowd that has not begun.
   *
   * @param most how many connections it may have open
   */
  public Crowd(Plans plans, URI gateway, int most) {
    this(plans, gateway, most, 0);
  }

  /** One whose first request has this number. */
  public Crowd(Plans plans, URI gateway, int most, int first) {
    this.plans = plans;
    numbers = new AtomicInteger(first);
    http1 = client(gateway, HttpVersion.HTTP_1_1, most);
    http2 = client(gateway, HttpVersion.HTTP_2, most);
  }

  private HttpClient client(URI gateway, HttpVersion version, int most) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setConnectTimeout(30_000)
            .setDefaultHost(gateway.getHost())
            .setDefaultPort(gateway.getPort()),
        new PoolOptions().setHttp1MaxSize(most).setHttp2MaxSize(16));
  }

  /**
   * Begins.
   *
   * @param atOnce how many ask at a time
   * @param goOn asked before each request whether it shall be; by an event loop
   * @param seen told of the end of each request; by an event loop
   * @return the number after the last request, when all have ended
   */
  public CompletableFuture<Integer> ask(int atOnce, BooleanSupplier goOn, Consumer<Sighting> seen) {
    underWay.set(atOnce);
    for (int i = 0; i < atOnce; i++) {
      vertx.runOnContext(none -> next(goOn, seen));
    }
    return done;
  }

  /** The number of the next request. */
  public int begun() {
    return numbers.get();
  }

  private void next(BooleanSupplier goOn, Consumer<Sighting> seen) {
    if (!goOn.getAsBoolean()) {
      if (underWay.decrementAndGet() == 0) {
        done.complete(numbers.get());
      }
      return;
    }
    visit(plans.plan(numbers.getAndIncrement()))
        .onComplete(
            sighting -> {
              if (sighting.succeeded()) {
                seen.accept(sighting.result());
              } else {
                done.completeExceptionally(sighting.cause());
              }
              vertx.runOnContext(none -> next(goOn, seen));
            });
  }

  private Future<Sighting> visit(Plan plan) {
    HttpClient client = plan.http2() ? http2 : http1;
    return client
        .request(new RequestOptions().setMethod(HttpMethod.POST).setURI(plan.form().path()))
        .compose(request -> Visit.begin(vertx, plan, request))
        .recover(
            thrown ->
                Future.succeededFuture(
                    new Sighting(
                        plan.number(),
                        "",
                        0,
                        0,
                        "",
                        Sighting.End.NO_RESPONSE,
                        Duration.ZERO,
                        thrown.toString())));
  }

  /** Closes all its connections. */
  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
