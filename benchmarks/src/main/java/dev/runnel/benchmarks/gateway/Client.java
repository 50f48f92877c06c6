package dev.runnel.benchmarks.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Asks through a gate, and counts what comes. */
final class Client implements AutoCloseable {
  private final Vertx vertx;
  private final HttpClient client;
  private final Gate gate;

  /** Events, in all answers so far. */
  final AtomicLong events = new AtomicLong();

  /** Answers that were whole, and those that were not. */
  final AtomicLong whole = new AtomicLong();

  final AtomicLong broken = new AtomicLong();

  Client(Vertx vertx, Gate gate) {
    this.vertx = vertx;
    this.gate = gate;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(gate.port()),
            new PoolOptions().setHttp1MaxSize(4_096));
  }

  /** A request that has been sent. */
  Future<HttpClientRequest> send(Manner manner, int number) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setURI("/v1/chat/completions");
    return client
        .request(options)
        .map(
            request -> {
              request
                  .putHeader("content-type", "application/json")
                  .putHeader("authorization", "Bearer any");
              gate.headers().forEach(request::putHeader);
              request.end(
                  "{\"model\":\""
                      + gate.model()
                      + manner.model()
                      + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"number "
                      + number
                      + " please\"}]}");
              return request;
            });
  }

  /** A request, and the first of its content. */
  record Asked(HttpClientRequest request, Future<Long> firstContent, Future<Boolean> whole) {}

  /** Asks; from any thread. */
  Future<Asked> ask(Manner manner, int number) {
    Promise<Asked> asked = Promise.promise();
    vertx.runOnContext(
        none -> {
          long began = System.nanoTime();
          send(manner, number).map(request -> asked(request, began)).onComplete(asked);
        });
    return asked.future();
  }

  private Asked asked(HttpClientRequest request, long began) {
    Promise<Long> first = Promise.promise();
    Tail tail = new Tail();
    Future<Boolean> whole =
        request
            .response()
            .compose(
                response ->
                    read(
                        response,
                        tail,
                        () -> {
                          if (tail.sawContent()) {
                            first.tryComplete(System.nanoTime() - began);
                          }
                        }))
            .onComplete(done -> first.tryFail("The answer ended without content"));
    return new Asked(request, first.future(), whole);
  }

  /** Asks again and again. */
  void keepAsking(Manner manner, BooleanSupplier goOn) {
    if (!goOn.getAsBoolean()) {
      return;
    }
    send(manner, 0)
        .compose(HttpClientRequest::response)
        .compose(response -> read(response, new Tail(), () -> {}))
        .onComplete(
            done -> {
              (done.succeeded() && done.result() ? whole : broken).incrementAndGet();
              keepAsking(manner, goOn);
            });
  }

  private Future<Boolean> read(HttpClientResponse response, Tail tail, Runnable progress) {
    Promise<Boolean> result = Promise.promise();
    response.handler(
        bytes -> {
          events.addAndGet(tail.take(bytes));
          progress.run();
        });
    response.exceptionHandler(result::tryFail);
    response.endHandler(none -> result.tryComplete(tail.isDone()));
    return result.future();
  }

  /** The end of what has come so far. */
  static final class Tail {
    private static final byte[] DONE = "data: [DONE]".getBytes();
    private static final byte[] CONTENT = "\"content\":\" water\"".getBytes();

    private byte last;
    private int atDone;
    private boolean done;
    private int atContent;
    private boolean content;

    /** How many events end in these bytes. */
    int take(Buffer bytes) {
      int events = 0;
      for (int i = 0; i < bytes.length(); i++) {
        byte one = bytes.getByte(i);
        if (one == '\n' && last == '\n') {
          events++;
        }
        last = one;
        atDone = one == DONE[atDone] ? atDone + 1 : one == DONE[0] ? 1 : 0;
        if (atDone == DONE.length) {
          done = true;
          atDone = 0;
        }
        if (!content) {
          atContent = one == CONTENT[atContent] ? atContent + 1 : one == CONTENT[0] ? 1 : 0;
          content = atContent == CONTENT.length;
        }
      }
      return events;
    }

    boolean isDone() {
      return done;
    }

    boolean sawContent() {
      return content;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
