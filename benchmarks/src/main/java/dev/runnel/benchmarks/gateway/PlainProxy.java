package dev.runnel.benchmarks.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;

/** {@code vertx-http-proxy} as it comes: {@code PlainProxy PORT SERVICE_PORT}. */
public final class PlainProxy {
  private PlainProxy() {}

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    HttpProxy proxy =
        HttpProxy.reverseProxy(
            vertx.createHttpClient(
                new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(4_096)));
    proxy.origin(Integer.parseInt(args[1]), "127.0.0.1");
    vertx.createHttpServer().requestHandler(proxy).listen(Integer.parseInt(args[0]), "127.0.0.1");
  }
}
