package dev.runnel.gateway.soak;

import dev.runnel.gateway.soak.Sighting.End;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request of a client, from first to last, as its plan says. On one event loop. */
final class Visit {
  /** How long a client that leaves without an answer waits at most, in ms. */
  private static final int PATIENCE = 60;

  /** How long a slow client takes nothing, in ms. */
  private static final int SLOWNESS = 80;

  private final Vertx vertx;
  private final Plan plan;
  private final AnswerReader reader;
  private final Promise<Sighting> seen = Promise.promise();
  private @Nullable HttpClientResponse response;
  private final long began = System.nanoTime();
  private boolean over;
  private boolean rested;

  private Visit(Vertx vertx, Plan plan) {
    this.vertx = vertx;
    this.plan = plan;
    this.reader = new AnswerReader(plan.form());
  }

  /** Sends a request whose connection is there. */
  static Future<Sighting> begin(Vertx vertx, Plan plan, HttpClientRequest request) {
    Visit visit = new Visit(vertx, plan);
    visit.send(request);
    return visit.seen.future();
  }

  private void send(HttpClientRequest request) {
    request.exceptionHandler(thrown -> lost(thrown));
    request
        .putHeader("content-type", "application/json")
        .send(plan.form().body(plan.model(), Plan.prompt(plan.number())))
        .onSuccess(head -> answered(request, head))
        .onFailure(this::lost);
    if (plan.course() == Course.SILENT) {
      vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(PATIENCE), timer -> leave(request));
    }
  }

  private void answered(HttpClientRequest request, HttpClientResponse head) {
    response = head;
    head.exceptionHandler(this::lost);
    if (head.statusCode() != 200) {
      Buffer body = Buffer.buffer();
      head.handler(body::appendBuffer);
      head.endHandler(
          none -> {
            reader.refusal(body);
            end(End.REFUSED);
          });
      return;
    }
    head.handler(bytes -> took(request, head, bytes));
    head.endHandler(
        none -> {
          reader.end();
          end(reader.isWhole() ? End.WHOLE : End.FALSE_END);
        });
  }

  private void took(HttpClientRequest request, HttpClientResponse head, Buffer bytes) {
    reader.feed(bytes);
    if (plan.course().clientLeaves() && reader.tokens() >= plan.cut()) {
      leave(request);
    } else if (plan.course() == Course.SLOW_CLIENT && !rested && reader.tokens() >= plan.cut()) {
      rested = true;
      head.pause();
      vertx.setTimer(SLOWNESS, timer -> head.resume());
    }
  }

  private void leave(HttpClientRequest request) {
    if (!over) {
      end(End.LEFT);
      request.reset(8); // CANCEL of HTTP/2; HTTP/1 closes
    }
  }

  private void lost(Throwable thrown) {
    if (response == null) {
      end(End.NO_RESPONSE, thrown.toString());
    } else {
      end(reader.sawError() ? End.TROUBLED : End.CUT);
    }
  }

  private void end(End how) {
    end(how, reader.remark());
  }

  private void end(End how, String remark) {
    if (over) {
      return;
    }
    over = true;
    Optional<HttpClientResponse> head = Optional.ofNullable(response);
    seen.complete(
        new Sighting(
            plan.number(),
            head.map(one -> one.getHeader("x-request-id")).orElse(""),
            head.map(HttpClientResponse::statusCode).orElse(0),
            head.map(one -> one.getHeader("x-runnel-attempts")).map(Integer::parseInt).orElse(0),
            reader.text(),
            how,
            Duration.ofNanos(System.nanoTime() - began),
            remark));
  }
}
