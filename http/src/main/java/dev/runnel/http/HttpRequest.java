package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.spi.Exchange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request: what is said here is sent, and beside it only {@code host}, {@code content-length},
 * {@code connection}, {@code accept-encoding}. Not thread-safe; sent once, by its last method.
 *
 * <p>What is given as a {@link Secret} is blanked wherever the request is shown, and makes that the
 * request is not sent in clear to another machine.
 */
public final class HttpRequest {
  private final HttpTransport transport;
  private final String method;
  private final StringBuilder path;
  private final StringBuilder shownPath;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> shownHeaders = new LinkedHashMap<>();
  private byte @Nullable [] body;
  private boolean hasSecret;
  private boolean hasQuery;

  HttpRequest(HttpTransport transport, String method, String path) {
    this.transport = transport;
    this.method = method;
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("A path begins with a slash, not as '" + path + "'");
    }
    this.path = new StringBuilder(transport.target().basePath()).append(path);
    this.shownPath = new StringBuilder(this.path);
  }

  /**
   * Sets a header.
   *
   * @param value visible ASCII and spaces
   * @throws ChatException when the value cannot stand in a header
   */
  public HttpRequest header(String name, String value) {
    return header(name, value, value);
  }

  /** Sets a header that is secret. */
  public HttpRequest header(String name, Secret value) {
    hasSecret = true;
    return header(name, value.reveal(), Secret.MASK);
  }

  /** Sets {@code authorization: Bearer …}. */
  public HttpRequest bearer(Secret token) {
    hasSecret = true;
    return header("authorization", "Bearer " + token.reveal(), "Bearer " + Secret.MASK);
  }

  private HttpRequest header(String name, String value, String shown) {
    String lower = requireNonNull(name, "name is null").toLowerCase(Locale.ROOT);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw ChatException.builder(
                ErrorKind.INVALID_REQUEST,
                "The header '" + lower + "' cannot hold the character at position " + i)
            .nextStep("Headers take visible ASCII characters only; check the endpoint's options")
            .build();
      }
    }
    headers.put(lower, value);
    shownHeaders.put(lower, shown);
    return this;
  }

  /** Appends a query parameter. */
  public HttpRequest query(String name, String value) {
    return query(name, Redaction.encoded(value), Redaction.encoded(value));
  }

  /** Appends a query parameter that is secret. */
  public HttpRequest query(String name, Secret value) {
    hasSecret = true;
    return query(name, Redaction.encoded(value.reveal()), Secret.MASK);
  }

  private HttpRequest query(String name, String encoded, String shown) {
    String separator = hasQuery ? "&" : "?";
    String start = separator + Redaction.encoded(name) + "=";
    path.append(start).append(encoded);
    shownPath.append(start).append(shown);
    hasQuery = true;
    return this;
  }

  /** Sets the body, and {@code content-type: application/json}. */
  public HttpRequest json(JsonWriter document) {
    return body(document.toByteArray(), "application/json");
  }

  /**
   * Sets the body and its type.
   *
   * @param bytes not copied; do not change them
   */
  public HttpRequest body(byte[] bytes, String contentType) {
    body = requireNonNull(bytes, "bytes is null");
    return header("content-type", contentType);
  }

  /**
   * Sends the request for a call and hands the body of a good answer to a reader. Everything else
   * is seen to: connect clock, demand, abort, error statuses, web pages, a lost connection. Returns
   * at once.
   */
  public void stream(Exchange exchange, AnswerReader reader) {
    requireNonNull(exchange, "exchange is null");
    requireNonNull(reader, "reader is null");
    if (wouldShowSecret()) {
      exchange.fail(transport.failures().secretInClear());
      return;
    }
    new StreamingCall(transport, this, exchange, reader).start();
  }

  /**
   * Sends the request for a call and reads the answer in the OpenAI form, streamed or whole,
   * whichever the service sends.
   */
  public void chatCompletion(Exchange exchange) {
    stream(exchange, new ChatCompletionReader(exchange, transport));
  }

  /**
   * Sends the request and gives the JSON document that answers it: for lists of models and checks,
   * where nothing is streamed and nobody cancels.
   *
   * @param timeouts of which the total one is kept
   * @return completes exceptionally with a {@link ChatException}, errors mapped as those of calls
   */
  public CompletionStage<JsonView> document(Timeouts timeouts) {
    if (wouldShowSecret()) {
      return CompletableFuture.failedStage(transport.failures().secretInClear());
    }
    return new WholeDocument(transport, this, timeouts).fetch();
  }

  private boolean wouldShowSecret() {
    return hasSecret && transport.settings().inClear(transport.target());
  }

  String method() {
    return method;
  }

  String path() {
    return path.toString();
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The headers, secrets blanked. */
  Map<String, String> shownHeaders() {
    return shownHeaders;
  }

  byte @Nullable [] body() {
    return body;
  }

  /** Method and path, secrets blanked. */
  @Override
  public String toString() {
    return method + " " + shownPath;
  }
}
