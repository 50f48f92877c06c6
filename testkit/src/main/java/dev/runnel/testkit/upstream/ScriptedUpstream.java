package dev.runnel.testkit.upstream;

import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.wire.Answerer;
import dev.runnel.sandbox.wire.HttpServer;
import dev.runnel.sandbox.wire.Records;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP server on loopback that answers as it is told, down to TCP, whatever the path and the
 * method, and keeps what it was asked.
 *
 * <pre>{@code
 * try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
 *   upstream.next(HttpAnswer.ok("text/event-stream").send("data: Hel\n\n").reset());
 *   // … point a client at upstream.baseUrl() and let it ask …
 *   upstream.awaitExchange().awaitEnd();
 * }
 * }</pre>
 *
 * <p>A request for which nothing is scripted gets a 501 that says so. Safe to use from any thread.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private static final int KEPT = 4_096;

  private final Deque<HttpAnswer> next = new ArrayDeque<>();
  private final Records records = new Records(KEPT, exchange -> {});
  private final HttpServer server;
  private Function<ReceivedRequest, HttpAnswer> always = ScriptedUpstream::unscripted;

  private ScriptedUpstream() {
    server = new HttpServer(0, 1, null, true, this::decide, records);
  }

  /** Listens on a free port of 127.0.0.1. */
  public static ScriptedUpstream start() {
    return new ScriptedUpstream();
  }

  private static HttpAnswer unscripted(ReceivedRequest request) {
    return HttpAnswer.status(501)
        .contentType("text/plain")
        .send("No answer is scripted for " + request);
  }

  private Answerer.Decision decide(ReceivedRequest request) {
    HttpAnswer answer;
    Function<ReceivedRequest, HttpAnswer> otherwise;
    synchronized (this) {
      answer = next.poll();
      otherwise = always;
    }
    HttpAnswer chosen = answer == null ? otherwise.apply(request) : answer;
    return new Answerer.Decision(Optional.empty(), List.of(), chosen.toReply());
  }

  /** Scheme, host and port, without a path. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Answers the next requests so, in order. */
  public synchronized void next(HttpAnswer... answers) {
    next.addAll(List.of(answers));
  }

  /**
   * Answers each request for which nothing else is scripted so.
   *
   * @param answers must not block
   */
  public synchronized void always(Function<ReceivedRequest, HttpAnswer> answers) {
    always = requireNonNull(answers, "answers is null");
  }

  /**
   * The oldest exchange that this method has not returned yet; waits for it.
   *
   * @throws AssertionError when none comes in time
   */
  public Exchange awaitExchange(Duration patience) {
    return records.take(patience);
  }

  /** {@link #awaitExchange(Duration)} with ten seconds. */
  public Exchange awaitExchange() {
    return awaitExchange(Exchange.PATIENCE);
  }

  /** What was asked so far, oldest first. */
  public List<Exchange> exchanges() {
    return records.exchanges();
  }

  /** How many connections clients hold open. */
  public int openConnections() {
    return records.openConnections();
  }

  /**
   * Waits until exactly this many connections are open.
   *
   * @throws AssertionError when they are not in time
   */
  public void awaitOpenConnections(int count, Duration patience) {
    records.awaitOpenConnections(count, patience);
  }

  /** Closes the port and all connections, and waits until its thread is gone. */
  @Override
  public void close() {
    server.close();
  }
}
