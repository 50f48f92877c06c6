package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.FinishReason;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.decode.InputEnd;
import dev.runnel.http.decode.JsonDocumentsDecoder;
import dev.runnel.http.decode.NdjsonDecoder;
import dev.runnel.http.decode.SseDecoder;
import dev.runnel.http.decode.StreamDecoder;
import dev.runnel.spi.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer that is a stream of JSON events. An author says what an event means:
 *
 * <pre>{@code
 * final class AcmeReader extends EventReader {
 *   private final JsonCursor json = new JsonCursor();
 *   private String text = "";
 *   private boolean last;
 *
 *   AcmeReader(Exchange exchange, HttpTransport http) {
 *     super(exchange, http, Framing.LINES);
 *   }
 *
 *   protected void onEvent(String name, byte[] array, int offset, int length) {
 *     text = "";
 *     last = false;
 *     json.read(array, offset, length, this::member);
 *     token(text);
 *     if (last) {
 *       complete();
 *     }
 *   }
 *
 *   private void member(String name, JsonCursor value) {
 *     switch (name) {
 *       case "text" -> text = value.text("");
 *       case "last" -> last = value.asBoolean(false);
 *       default -> {}
 *     }
 *   }
 * }
 *
 * http.post("/ask").json(body).stream(exchange, new AcmeReader(exchange, http));
 * }</pre>
 *
 * <p>What is the same for all services is seen to here:
 *
 * <ul>
 *   <li>The first byte tells what has come, since a content type is often wrong, above all where
 *       the service answers with an error. A web page fails the call. Where a stream of {@linkplain
 *       Framing#SERVER_SENT_EVENTS server-sent events} was due and JSON documents come, each is
 *       given to {@link #onEvent}, and the last of them is evidence of the end.
 *   <li>Events without data tell nothing. An event named {@code error} whose data is no JSON object
 *       fails the call with what it says.
 *   <li>A JSON document that stands between the events, as errors do that a service sends after its
 *       stream has begun, is given to {@link #onEvent}, and no event is expected after it.
 *   <li>An event that {@link #onEvent} refuses by a {@link DecodeException} fails the call as a
 *       breach of the protocol.
 *   <li>After {@link #complete} and {@link #fail} nothing more is read; bytes that end before it
 *       are no evidence of the end, also where they end within an event.
 * </ul>
 */
public abstract class EventReader implements AnswerReader {

  /** How a service tells one event from the next. */
  public enum Framing {
    /** Server-sent events, as a content type {@code text/event-stream}. */
    SERVER_SENT_EVENTS,
    /** One JSON document a line, as {@code application/x-ndjson}. */
    LINES
  }

  private final Exchange exchange;
  private final HttpTransport http;
  private final Framing framing;
  private final BareDocument bareDocument = new BareDocument();
  private @Nullable StreamDecoder decoder;
  private boolean documents;
  private boolean events;

  // A whole document is evidence of the end, unless another one follows.
  private @Nullable FinishReason documentEnd;
  private boolean hasContent;

  /**
   * A reader of one answer.
   *
   * @param exchange told what the answer says
   * @param http by whose mapping errors are understood
   * @param framing what the service sends when all is well
   */
  protected EventReader(Exchange exchange, HttpTransport http, Framing framing) {
    this.exchange = requireNonNull(exchange, "exchange is null");
    this.http = requireNonNull(http, "http is null");
    this.framing = requireNonNull(framing, "framing is null");
  }

  /**
   * One event of the stream, or one JSON document in place of a stream.
   *
   * @param name a server-sent event's name, {@code message} where it has none; for lines and
   *     documents {@code message}
   * @param array holds the event's data until this returns; of documents, a JSON object or array
   * @throws DecodeException if the event is malformed; it should have told nothing
   */
  protected abstract void onEvent(String name, byte[] array, int offset, int length);

  // ---- what a subclass tells ----

  /** The exchange, for all that has no method here. */
  protected final Exchange exchange() {
    return exchange;
  }

  /** A piece of the answer's text; empty, it tells nothing. */
  protected final void token(String text) {
    if (!text.isEmpty()) {
      hasContent = true;
      exchange.token(text);
    }
  }

  /** A piece of the reasoning; empty, it tells nothing. */
  protected final void reasoning(String text) {
    if (!text.isEmpty()) {
      hasContent = true;
      exchange.reasoning(text);
    }
  }

  /** A piece of a tool call. */
  protected final void toolCall(ChatEvent.ToolCallDelta delta) {
    hasContent = true;
    exchange.toolCall(delta);
  }

  /** The service gave a finish reason. */
  protected final void finish(FinishReason reason) {
    if (documents) {
      documentEnd = reason;
    } else {
      exchange.finish(reason);
    }
  }

  /** The protocol's own end mark was seen; nothing more is read. */
  protected final void complete() {
    FinishReason reason = documentEnd;
    if (reason != null && reason.kind() != FinishReason.Kind.NOT_GIVEN) {
      exchange.finish(reason);
    }
    documentEnd = null;
    exchange.complete();
    stop();
  }

  /** The service reported an error; nothing more is read. */
  protected final void fail(ServiceError error) {
    documentEnd = null;
    exchange.fail(http.failure(error));
    stop();
  }

  private void stop() {
    if (decoder != null) {
      decoder.stop();
    }
  }

  // ---- bytes ----

  @Override
  public final void onBytes(byte[] array, int offset, int length) {
    int first = offset;
    if (decoder == null) {
      first = firstByteThatTells(array, offset, length);
      if (first < 0) {
        return; // white space and a byte order mark mean nothing in any form
      }
      decoder = formOf(array, first, offset + length - first);
    }
    if (documents) {
      feedDocuments(decoder, array, first, offset + length - first);
    } else {
      decoder.feed(array, first, offset + length - first);
      if (events) {
        lookForBareDocument(array, first, offset + length);
      }
    }
  }

  /** From where a document stands between events, nothing is an event any more. */
  private void lookForBareDocument(byte[] array, int from, int to) {
    int found = bareDocument.find(array, from, to);
    if (found >= 0) {
      events = false;
      decoder = new JsonDocumentsDecoder((data, at, size) -> onEvent("message", data, at, size));
      decoder.feed(array, found, to - found);
    }
  }

  private void feedDocuments(StreamDecoder form, byte[] array, int offset, int length) {
    int last = offset + length - 1;
    while (last >= offset && isSpace(array[last])) {
      last--;
    }
    if (last >= offset) {
      documentEnd = null; // another one begins, or this one ends within these bytes
    }
    form.feed(array, offset, length);
    if (last >= offset && array[last] != '}' && array[last] != ']') {
      documentEnd = null; // another one has begun
    }
  }

  private static int firstByteThatTells(byte[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = array[i];
      boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
      if (!mark && !isSpace(b)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private StreamDecoder formOf(byte[] array, int first, int length) {
    if (array[first] == '<') {
      byte[] page = Arrays.copyOfRange(array, first, first + length);
      throw http.failure(ServiceError.page(ErrorBody.title(page)));
    }
    if (framing == Framing.LINES) {
      return new NdjsonDecoder((data, from, size) -> onEvent("message", data, from, size));
    }
    if (array[first] == '{' || array[first] == '[') {
      documents = true;
      return new JsonDocumentsDecoder(this::onDocument);
    }
    events = true;
    return new SseDecoder(this::onServerSentEvent);
  }

  private void onDocument(byte[] array, int offset, int length) {
    documentEnd = FinishReason.NOT_GIVEN;
    onEvent("message", array, offset, length);
  }

  private void onServerSentEvent(String name, byte[] array, int offset, int length) {
    bareDocument.onEvent(array, offset + length);
    int first = offset;
    while (first < offset + length && isSpace(array[first])) {
      first++;
    }
    if (first == offset + length) {
      return;
    }
    if (name.equals("error") && array[first] != '{') {
      String said = new String(array, offset, length, StandardCharsets.UTF_8);
      fail(ServiceError.inBody(said, null, null));
    } else {
      onEvent(name, array, offset, length);
    }
  }

  // ---- the end ----

  @Override
  public final void onEnd() {
    boolean whole = endsBetweenEvents();
    if (documents && whole) {
      onQuiet();
      exchange.complete();
    } else {
      exchange.endOfInput();
    }
  }

  private boolean endsBetweenEvents() {
    StreamDecoder form = decoder;
    try {
      return form != null && form.endOfInput() == InputEnd.BETWEEN_EVENTS;
    } catch (DecodeException cut) {
      // Only a last line that nothing ended is delivered here: it was cut.
      return false;
    }
  }

  /** Whether the answer is whole if nothing follows; asked after each read. */
  final boolean awaitsQuiet() {
    return documentEnd != null;
  }

  /** Nothing has followed for a while, or the connection is gone and nothing can. */
  final void onQuiet() {
    FinishReason reason = documentEnd;
    documentEnd = null;
    if (reason != null && (hasContent || reason.kind() != FinishReason.Kind.NOT_GIVEN)) {
      exchange.finish(reason);
    }
  }
}
