package dev.runnel.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The floor: plain Vert.x that reads the bytes and drops them. */
final class ReadAndDiscard implements Contender {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient client;
  private final String path;

  ReadAndDiscard(URI baseUrl) {
    path = baseUrl.getPath() + "/v1/chat/completions";
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(baseUrl.getHost())
                .setDefaultPort(baseUrl.getPort()),
            new PoolOptions().setHttp1MaxSize(256));
  }

  @Override
  public CompletableFuture<Void> stream(LongConsumer onTokens) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.runOnContext(none -> start(onTokens, done));
    return done;
  }

  private void start(LongConsumer onTokens, CompletableFuture<Void> done) {
    client
        .request(HttpMethod.POST, path)
        .compose(request -> request.send("{}"))
        .onSuccess(
            response -> {
              response.handler(bytes -> {});
              response.exceptionHandler(done::completeExceptionally);
              response.endHandler(
                  end -> {
                    onTokens.accept(StaticBody.CHUNKS);
                    done.complete(null);
                  });
            })
        .onFailure(done::completeExceptionally);
  }

  @Override
  public void close() {
    client.close().await();
    vertx.close().await();
  }
}
