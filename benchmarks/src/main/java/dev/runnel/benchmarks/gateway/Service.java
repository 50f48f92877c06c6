package dev.runnel.benchmarks.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service behind every gateway: OpenAI-shaped streams of about 290 bytes a token. */
final class Service implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("number (\\d+)");
  private static final String EVENT =
      "data: {\"id\":\"chatcmpl-BmWqE7Jr2sN4pZk8uYtVd3xHc6LgA\",\"object\":\"chat.completion.chunk\","
          + "\"created\":1750000000,\"model\":\"gpt-3.5-turbo-0125\",\"service_tier\":\"default\","
          + "\"system_fingerprint\":\"fp_0123456789\",\"choices\":[{\"index\":0,\"delta\":%s,"
          + "\"logprobs\":null,\"finish_reason\":%s}],\"usage\":null}\n\n";
  private static final Buffer ROLE = event("{\"role\":\"assistant\",\"content\":\"\"}", "null");
  private static final Buffer TOKEN = event("{\"content\":\" water\"}", "null");
  private static final Buffer END = event("{}", "\"stop\"").appendString("data: [DONE]\n\n");

  private final ConcurrentMap<Integer, CompletableFuture<Long>> came = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, CompletableFuture<Long>> left = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final HttpServer server;

  Service(Vertx vertx) {
    this.vertx = vertx;
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  int port() {
    return server.actualPort();
  }

  /** When a request came: {@link System#nanoTime()}. */
  CompletableFuture<Long> came(int number) {
    return came.computeIfAbsent(number, any -> new CompletableFuture<>());
  }

  /** When the connection of a request was closed before its answer's end. */
  CompletableFuture<Long> left(int number) {
    return left.computeIfAbsent(number, any -> new CompletableFuture<>());
  }

  private void take(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request.response(), body.toString()));
  }

  private void answer(HttpServerResponse response, String body) {
    Matcher number = NUMBER.matcher(body);
    if (number.find()) {
      int which = Integer.parseInt(number.group(1));
      came(which).complete(System.nanoTime());
      response.closeHandler(
          none -> {
            if (!response.ended()) {
              left(which).complete(System.nanoTime());
            }
          });
      response.exceptionHandler(thrown -> left(which).complete(System.nanoTime()));
    }
    Manner manner = Manner.of(body);
    response.setChunked(true).putHeader("content-type", "text/event-stream");
    if (manner.everyMillis() == 0) {
      response.write(ROLE);
      rush(response, manner.tokens());
    } else {
      if (!manner.equals(Manner.SILENT)) {
        response.write(ROLE);
        response.write(TOKEN);
      }
      tick(response, manner.tokens(), manner.everyMillis());
    }
  }

  /** As fast as is read. */
  private void rush(HttpServerResponse response, int tokens) {
    for (int left = tokens; left > 0; left--) {
      if (response.writeQueueFull()) {
        int rest = left;
        response.drainHandler(none -> rush(response, rest));
        return;
      }
      response.write(TOKEN);
    }
    response.end(END);
  }

  private void tick(HttpServerResponse response, int tokens, int everyMillis) {
    vertx.setTimer(
        everyMillis,
        timer -> {
          if (response.closed()) {
            return;
          }
          if (tokens == 0) {
            response.end(END);
          } else {
            response.write(TOKEN);
            tick(response, tokens - 1, everyMillis);
          }
        });
  }

  private static Buffer event(String delta, String finish) {
    return Buffer.buffer(String.format(EVENT, delta, finish));
  }

  @Override
  public void close() {
    server.close();
  }
}
