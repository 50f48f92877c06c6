/**
 * HTTP for authors of providers: a driver says what to send and what the answer looks like; this
 * package sees to connections, back-pressure, abort, proxies, TLS, errors and the wire log.
 *
 * <pre>{@code
 * final class AcmeDriver implements Driver {
 *   private final HttpTransport http;
 *
 *   AcmeDriver(EndpointConfig config) {
 *     http = HttpTransport.open(config, BASE_URL); // no I/O and no thread before the first call
 *   }
 *
 *   public void start(ChatRequest request, Exchange exchange) {
 *     JsonWriter body = new JsonWriter().beginObject().field("stream", true);
 *     TextMessages.write(body.name("messages"), request.messages());
 *     http.post("/v1/chat/completions").bearer(key).json(body.endObject()).chatCompletion(exchange);
 *   }
 *
 *   public void close() {
 *     http.close();
 *   }
 * }
 * }</pre>
 *
 * <p>A service that does not speak the OpenAI form gets an {@link dev.runnel.http.AnswerReader} of
 * its own: where it streams JSON events, an {@link dev.runnel.http.EventReader} that says what an
 * event means, read with a {@link dev.runnel.http.json.JsonCursor}; otherwise a few lines around
 * one of the {@linkplain dev.runnel.http.decode decoders}. {@link dev.runnel.http.ErrorMapping}
 * says what its errors mean, and {@link dev.runnel.http.Notices} recognises errors that it sends as
 * if they were answers. {@link dev.runnel.http.RateLimitHeaders} reads the limits that it tells.
 *
 * <p>HTTP/1.1 is spoken, over TLS too: one connection a call keeps a stalled call from holding up
 * others, which streams of one HTTP/2 connection do to each other where one of them is not read.
 */
@NullMarked
package dev.runnel.http;

import org.jspecify.annotations.NullMarked;
