package dev.runnel.sandbox.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.Narration;
import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.dialect.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the sandbox answers to one request, said once for all services: {@code tokens("Hel", "lo")}
 * are two events for Ails and Lockchat, two stretches of one JSON document for Gravityengine and
 * plain text for Yqcloud.
 *
 * <pre>{@code
 * Script.answer("Hel", "lo")                                    // a whole, healthy answer
 * Script.nothing().tokens("Hel").await(gate).reset()            // a reset in mid-stream
 * Script.nothing().head().stayOpen()                            // a head, then silence
 * Script.nothing().stayOpen()                                   // not even a head
 * Script.status(429).header("retry-after", "2").json("{…}")
 * Script.answer("Hel", "lo").cutAt(17)                          // closed after 17 bytes of body
 * }</pre>
 *
 * <p><b>Only what is said is sent.</b> {@link #tokens} adds no role chunk and no end. The head goes
 * out with the first body bytes, with {@link #head()}, or at the clean end; so a pause or a gate
 * before those delays the head. What a service cannot say (a finish reason in raw text, say) is
 * left out for that service.
 *
 * <p>A script is immutable: each method returns another one. Whatever is said of framing, pieces,
 * line ends and gzip holds for the whole answer, wherever in the sentence it stands. Unless told
 * otherwise, an answer ends cleanly, leaves the connection open for the next request and is
 * chunked; a whole document that ends cleanly has a content length, and so has an answer whose
 * status is not 200.
 */
public final class Script {

  private static final Script NOTHING = new Script(List.of(), List.of());

  private final List<Consumer<Terms>> terms;
  private final List<Move> moves;

  private Script(List<Consumer<Terms>> terms, List<Move> moves) {
    this.terms = terms;
    this.moves = moves;
  }

  // ---- beginnings

  /** Status 200, the service's own content type, and nothing said yet. */
  public static Script nothing() {
    return NOTHING;
  }

  /**
   * A whole, healthy answer in these tokens: role, tokens, finish reason {@code stop}, end marker.
   */
  public static Script answer(String... tokens) {
    return NOTHING.role().tokens(tokens).finish("stop").done();
  }

  /** {@link #answer} with {@code text} split into word-like tokens. */
  public static Script text(String text) {
    return answer(Words.of(text).toArray(String[]::new));
  }

  /** {@code text} in word-like tokens, and no more. */
  public static Script words(String text) {
    return NOTHING.tokens(Words.of(text).toArray(String[]::new));
  }

  /** This status, and nothing said yet. */
  public static Script status(int status) {
    return NOTHING.on(terms -> terms.status = status);
  }

  /** No answer but what is wrong, with the status and the document that the service has for it. */
  public static Script refusing(Trouble trouble, String message) {
    requireNonNull(trouble, "trouble is null");
    requireNonNull(message, "message is null");
    return NOTHING
        .contentType("application/json")
        .on(terms -> terms.trouble = trouble)
        .then(performance -> performance.send(performance.document(trouble, message)));
  }

  // ---- the head

  /** Adds a response header; a {@code content-type} replaces the service's. */
  public Script header(String name, String value) {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    if (name.equalsIgnoreCase("content-type")) {
      return contentType(value);
    }
    return on(terms -> terms.headers.add(Map.entry(name, value)));
  }

  /** Replaces the service's content type. */
  public Script contentType(String value) {
    requireNonNull(value, "value is null");
    return on(terms -> terms.contentType = value);
  }

  /** Sends no content type at all. */
  public Script withoutContentType() {
    return on(terms -> terms.withoutContentType = true);
  }

  /** Sends the head here, before any body bytes. */
  public Script head() {
    return then(performance -> performance.act(new Action.SendHead()));
  }

  // ---- what is said

  /** The role chunk with empty content. */
  public Script role() {
    return saying(Narration::role);
  }

  /** Pieces of the answer's text, each of them one event where the service has events. */
  public Script tokens(String... tokens) {
    List<String> all = List.of(tokens);
    return then(performance -> all.forEach(performance::token));
  }

  /** The same token again and again, without end and as fast as the client reads. */
  public Script flood(String token) {
    return forever(NOTHING.tokens(token));
  }

  /** One token of this many bytes: 1 MiB is 1_048_576. */
  public Script hugeToken(int bytes) {
    return tokens("x".repeat(bytes));
  }

  /** The request's last message as it stood on the wire, a service's prefix included. */
  public Script echo() {
    return then(performance -> performance.token(performance.asked().prompt()));
  }

  /** The prefix that the client put before the message; nothing where the service knows none. */
  public Script echoPrefix() {
    return then(performance -> performance.token(performance.asked().prefix()));
  }

  /** A chunk whose content is JSON {@code null}. */
  public Script nullContent() {
    return saying(Narration::nullContent);
  }

  /** Pieces of reasoning, said where the service has a way to. */
  public Script reasoning(String... pieces) {
    List<String> all = List.of(pieces);
    return then(performance -> all.forEach(performance::reasoning));
  }

  /** The opaque text with which a service signs what it has said, where it has such a thing. */
  public Script signature(String signature) {
    requireNonNull(signature, "signature is null");
    return saying(narration -> narration.signature(signature));
  }

  /** Pieces of the text with which the model declines, where that is told apart from an answer. */
  public Script refusal(String... pieces) {
    List<String> all = List.of(pieces);
    return then(performance -> all.forEach(performance::refusal));
  }

  /**
   * One call of a tool; the next one in this answer has the next index.
   *
   * @param argumentPieces the arguments, JSON, cut as they are to arrive
   */
  public Script toolCall(String id, String name, String... argumentPieces) {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    List<String> all = List.of(argumentPieces);
    return then(performance -> performance.toolCall(id, name, all));
  }

  /**
   * The finish reason: {@code stop}, {@code length}, {@code tool_calls}, {@code content_filter}, …;
   * a service that has another word for one of these four says that.
   */
  public Script finish(String reason) {
    requireNonNull(reason, "reason is null");
    return saying(narration -> narration.finish(reason));
  }

  /**
   * Usage, in tokens: a chunk with {@code choices: []}, or the document's {@code usage} after a
   * finish. A service that tells it only where it was asked to leaves it out where it was not.
   */
  public Script usage(int prompt, int completion) {
    return usage(Tokens.of(prompt, completion));
  }

  /** {@link #usage(int, int)} with all its details. */
  public Script usage(Tokens tokens) {
    requireNonNull(tokens, "tokens is null");
    return saying(narration -> narration.usage(tokens));
  }

  /** The explicit end marker: {@code data: [DONE]}, or the rest of the document. */
  public Script done() {
    return saying(Narration::done);
  }

  /** An error object of the OpenAI form where content was expected. */
  public Script error(String code, String message) {
    return errorDocument(Errors.document(code, message));
  }

  /** What is wrong, where content was expected, in the service's own form. */
  public Script error(Trouble trouble, String message) {
    requireNonNull(trouble, "trouble is null");
    requireNonNull(message, "message is null");
    return then(performance -> performance.error(trouble, message));
  }

  /** A whole error document, verbatim, where content was expected. */
  public Script errorDocument(String json) {
    requireNonNull(json, "json is null");
    return saying(narration -> narration.error(json));
  }

  /** One event (or, where there are none, bytes) with this payload. */
  public Script event(String payload) {
    requireNonNull(payload, "payload is null");
    return saying(narration -> narration.event(payload));
  }

  /** One event with one {@code data:} line for each of these. */
  public Script eventLines(String... lines) {
    List<String> all = List.of(lines);
    return saying(narration -> narration.event(all));
  }

  /** Something malformed where an event was expected. */
  public Script malformed() {
    return saying(Narration::malformed);
  }

  /** A sign of life without content: a comment, or white space before a document. */
  public Script keepAlive() {
    return saying(Narration::keepAlive);
  }

  /** Keep-alives without end. */
  public Script keepAliveForever(Duration every) {
    return forever(NOTHING.keepAlive().pause(every));
  }

  /** Says all that {@code part} says, again and again, without end. */
  public Script forever(Script part) {
    return then(performance -> performance.forever(part.moves));
  }

  /** Says all that {@code next} says, after this. Its terms (status, framing, …) join these. */
  public Script then(Script next) {
    return new Script(joined(terms, next.terms), joined(moves, next.moves));
  }

  /** Body bytes, verbatim. */
  public Script bytes(byte[] bytes) {
    byte[] copy = bytes.clone();
    return then(performance -> performance.send(copy));
  }

  /** Body text, verbatim, in UTF-8. */
  public Script body(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** A JSON body, verbatim, with its content type. */
  public Script json(String json) {
    return contentType("application/json").body(json);
  }

  /** An HTML body with its content type. */
  public Script html(String html) {
    return contentType("text/html; charset=UTF-8").body(html);
  }

  /** A plain text body with its content type. */
  public Script plain(String text) {
    return contentType("text/plain; charset=utf-8").body(text);
  }

  // ---- time

  /** Waits here. For demos; a test waits at a gate. */
  public Script pause(Duration wait) {
    return then(performance -> performance.act(new Action.Wait(wait)));
  }

  /** Waits here until the gate is open. */
  public Script await(Gate gate) {
    requireNonNull(gate, "gate is null");
    return then(performance -> performance.act(new Action.WaitFor(gate)));
  }

  /** Waits before each token as {@code pace} says. */
  public Script paced(Pace pace) {
    requireNonNull(pace, "pace is null");
    return on(terms -> terms.pace = pace);
  }

  // ---- ends

  /** Closes the connection (FIN) after the last thing said, whatever the framing promised. */
  public Script close() {
    return on(terms -> terms.ending = Ending.CLOSE);
  }

  /**
   * Resets the connection (RST) after the last thing said. A reset may overtake bytes that the
   * client has not read: where it must not, {@link #await} a gate before it.
   */
  public Script reset() {
    return on(terms -> terms.ending = Ending.RESET);
  }

  /** Neither ends the body nor closes the connection. */
  public Script stayOpen() {
    return on(terms -> terms.ending = Ending.STAY_OPEN);
  }

  /**
   * Stops after this many bytes of body (after gzip, before chunk framing) and there closes, or
   * resets or stays open if so told. In a chunked body the chunk's own header still announces all
   * of it.
   */
  public Script cutAt(long bodyBytes) {
    notNegative(bodyBytes);
    return on(terms -> terms.cutBodyAt = bodyBytes);
  }

  /**
   * {@link #cutAt}, counted in all bytes from the status line on: inside the head or a chunk
   * header.
   */
  public Script cutWireAt(long bytes) {
    notNegative(bytes);
    return on(terms -> terms.cutWireAt = bytes);
  }

  // ---- framing

  /** Frames the body in chunks. */
  public Script chunked() {
    return on(terms -> terms.framing = new Framing.Chunked());
  }

  /** Frames the body by its true length. */
  public Script contentLength() {
    return on(terms -> terms.framing = new Framing.Length());
  }

  /**
   * Announces this length, true or not; where the body is shorter the connection closes after it.
   */
  public Script contentLength(long announced) {
    return on(terms -> terms.framing = new Framing.DeclaredLength(announced));
  }

  /** Announces nothing: the body ends where the connection does. */
  public Script untilClose() {
    return on(terms -> terms.framing = new Framing.UntilClose());
  }

  /**
   * Sends neither head nor framing: what is said is every byte the client gets, and then the
   * connection is closed. For responses that are no HTTP.
   */
  public Script verbatim() {
    return on(terms -> terms.framing = new Framing.Verbatim());
  }

  /** Cuts all that is said into pieces of this many bytes, flushed apart, each its own chunk. */
  public Script inPiecesOf(int bytes) {
    Pieces pieces = new Pieces.OfSize(bytes);
    return on(terms -> terms.pieces = pieces);
  }

  /** Cuts the body at these offsets besides where each thing said ends; flushed apart. */
  public Script inPiecesCutAt(long... offsets) {
    Pieces pieces = new Pieces.At(offsets);
    return on(terms -> terms.pieces = pieces);
  }

  /** Compresses the body, whether the client asked for it or not, flushed after each thing said. */
  public Script gzip() {
    return on(terms -> terms.gzip = true);
  }

  // ---- the style of an event stream

  /** Ends lines with CR LF. */
  public Script crlf() {
    return on(terms -> terms.style = terms.style.withLineEnd("\r\n"));
  }

  /** Ends lines with CR alone. */
  public Script cr() {
    return on(terms -> terms.style = terms.style.withLineEnd("\r"));
  }

  /** Writes {@code data:} without a space after it. */
  public Script withoutSpace() {
    return on(terms -> terms.style = terms.style.withoutSpace());
  }

  /** Pretty-prints JSON, which takes several {@code data:} lines for one event. */
  public Script prettyPrinted() {
    return on(terms -> terms.style = terms.style.prettyPrinted());
  }

  /** Answers with OpenAI-shaped events, whatever the service's own form is. */
  public Script asSse() {
    return on(terms -> terms.asSse = true);
  }

  // ---- for the sandbox

  /** Fits this script to one request. For the sandbox itself. */
  public Reply fitTo(Dialect own, Asked asked) {
    Terms agreed = new Terms();
    terms.forEach(term -> term.accept(agreed));
    Dialect dialect = agreed.asSse ? new OpenAiChunks() : own;
    Performance performance = new Performance(asked, dialect, agreed);
    moves.forEach(move -> move.in(performance));
    List<Action> actions = performance.finished(agreed.ending);
    boolean endless = actions.stream().anyMatch(action -> action instanceof Action.Forever);
    return new Reply(
        agreed.statusBy(dialect.errors()),
        agreed.headersFor(dialect.contentType()),
        agreed.framingFor(dialect.wholeDocument(), endless),
        agreed.pieces,
        actions,
        agreed.endingInEffect(),
        agreed.cutBodyAt,
        agreed.cutWireAt);
  }

  private Script saying(Function<Narration, byte[]> words) {
    return then(performance -> performance.send(words.apply(performance.narration())));
  }

  private Script then(Move move) {
    return new Script(terms, joined(moves, List.of(move)));
  }

  private Script on(Consumer<Terms> term) {
    return new Script(joined(terms, List.of(term)), moves);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot cut at byte " + bytes);
    }
  }
}
