/**
 * HTTP for authors of providers: a driver says what to send and what the answer looks like; this
 * package sees to connections, back-pressure, abort, proxies, TLS, errors and the wire log.
 *
 * <pre>{@code
 * public Driver connect(EndpointConfig config) {
 *   HttpTransport http = HttpTransport.open(config, BASE_URL); // no I/O before the first call
 *   return http.driver(
 *       CAPABILITIES,
 *       (request, exchange) -> {
 *         JsonWriter body = new JsonWriter().beginObject().field("stream", true);
 *         TextMessages.write(body.name("messages"), request.messages());
 *         http.post("/v1/chat/completions").json(body.endObject()).chatCompletion(exchange);
 *       });
 * }
 * }</pre>
 *
 * <p>A driver that has more to do than to ask, such as listing its models, is a class that
 * implements {@link dev.runnel.spi.Driver}. A service that does not speak the OpenAI form gets an
 * {@link dev.runnel.http.AnswerReader} of its own: where it streams JSON events, an {@link
 * dev.runnel.http.EventReader} that says what an event means, read with a {@link
 * dev.runnel.http.json.JsonCursor}; otherwise a few lines around one of the {@linkplain
 * dev.runnel.http.decode decoders}. {@link dev.runnel.http.ErrorMapping} says what its errors mean,
 * and {@link dev.runnel.http.Notices} recognises errors that it sends as if they were answers.
 * {@link dev.runnel.http.RateLimitHeaders} reads the limits that it tells.
 *
 * <p>HTTP/1.1 is spoken, over TLS too: one connection a call keeps a stalled call from holding up
 * others, which streams of one HTTP/2 connection do to each other where one of them is not read.
 */
@NullMarked
package dev.runnel.http;

import org.jspecify.annotations.NullMarked;
