package dev.runnel.testkit.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.runnel.sandbox.script.Action;
import dev.runnel.sandbox.script.Ending;
import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Pieces;
import dev.runnel.sandbox.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedUpstream} answers to one request: bytes of your own format, and what
 * happens to the connection.
 *
 * <pre>{@code
 * HttpAnswer.ok("text/event-stream").send("data: Hel\n\n").await(gate).reset()
 * HttpAnswer.ok("text/plain").head().stayOpen()            // a head, then silence
 * HttpAnswer.silence()                                     // not even a head
 * HttpAnswer.status(429).header("retry-after", "7").json("{…}")
 * HttpAnswer.ok("application/json").send(document).cutAt(17)   // closed after 17 bytes of body
 * }</pre>
 *
 * <p><b>Only what is said is sent.</b> The head goes out with the first body bytes, with {@link
 * #head()} or at the clean end: a wait before those delays the head. Unless told otherwise an
 * answer ends cleanly, leaves its connection open for the next request and is chunked; one whose
 * status is not 200 has its length.
 *
 * <p>Immutable: each method returns another one.
 */
public final class HttpAnswer {
  private static final HttpAnswer OK =
      new HttpAnswer(
          200,
          null,
          List.of(),
          List.of(),
          null,
          new Pieces.AsSaid(),
          Ending.CLEAN,
          Long.MAX_VALUE,
          Long.MAX_VALUE);

  private final int status;
  private final @Nullable String contentType;
  private final List<Map.Entry<String, String>> headers;
  private final List<Action> actions;
  private final @Nullable Framing framing;
  private final Pieces pieces;
  private final Ending ending;
  private final long cutBodyAt;
  private final long cutWireAt;

  private HttpAnswer(
      int status,
      @Nullable String contentType,
      List<Map.Entry<String, String>> headers,
      List<Action> actions,
      @Nullable Framing framing,
      Pieces pieces,
      Ending ending,
      long cutBodyAt,
      long cutWireAt) {
    this.status = status;
    this.contentType = contentType;
    this.headers = headers;
    this.actions = actions;
    this.framing = framing;
    this.pieces = pieces;
    this.ending = ending;
    this.cutBodyAt = cutBodyAt;
    this.cutWireAt = cutWireAt;
  }

  // ---- beginnings

  /** Status 200 and a content type; nothing said yet. */
  public static HttpAnswer ok(String contentType) {
    return OK.contentType(contentType);
  }

  /** A status, no content type, and nothing said yet. */
  public static HttpAnswer status(int status) {
    return new HttpAnswer(
        status,
        null,
        List.of(),
        List.of(),
        null,
        new Pieces.AsSaid(),
        Ending.CLEAN,
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }

  /** Takes the request and never says anything. */
  public static HttpAnswer silence() {
    return OK.stayOpen();
  }

  // ---- the head

  /** Adds a response header. */
  public HttpAnswer header(String name, String value) {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    return name.equalsIgnoreCase("content-type")
        ? contentType(value)
        : with(contentType, and(headers, Map.entry(name, value)), actions, framing, pieces, ending);
  }

  /** Replaces the content type. */
  public HttpAnswer contentType(String value) {
    requireNonNull(value, "value is null");
    return with(value, headers, actions, framing, pieces, ending);
  }

  /** Sends the head here, before any body bytes. */
  public HttpAnswer head() {
    return act(new Action.SendHead());
  }

  // ---- the body

  /** Sends bytes, flushed; where there are none, nothing. */
  public HttpAnswer send(byte[] bytes) {
    return bytes.length == 0 ? this : act(new Action.Send(bytes.clone()));
  }

  /** Sends text in UTF-8, flushed. */
  public HttpAnswer send(String text) {
    return send(text.getBytes(UTF_8));
  }

  /** Sends the same bytes again and again, without end and as fast as the client reads. */
  public HttpAnswer flood(byte[] bytes) {
    return act(new Action.Forever(List.of(new Action.Send(bytes.clone()))));
  }

  /** Sends the same bytes again and again, without end, with a wait after each time. */
  public HttpAnswer repeat(byte[] bytes, Duration every) {
    return act(new Action.Forever(List.of(new Action.Send(bytes.clone()), new Action.Wait(every))));
  }

  /** A JSON body with its content type. */
  public HttpAnswer json(String json) {
    return contentType("application/json").send(json);
  }

  // ---- time

  /** Waits here until the gate is open. */
  public HttpAnswer await(Gate gate) {
    return act(new Action.WaitFor(requireNonNull(gate, "gate is null")));
  }

  /** Waits here. For demonstrations; a test waits at a gate. */
  public HttpAnswer pause(Duration wait) {
    return act(new Action.Wait(wait));
  }

  // ---- ends

  /** Closes the connection (FIN) after the last thing said, whatever the framing promised. */
  public HttpAnswer close() {
    return ending(Ending.CLOSE);
  }

  /**
   * Resets the connection (RST) after the last thing said. A reset may overtake bytes that the
   * client has not read: where it must not, {@link #await} a gate before it.
   */
  public HttpAnswer reset() {
    return ending(Ending.RESET);
  }

  /** Neither ends the body nor closes the connection. */
  public HttpAnswer stayOpen() {
    return ending(Ending.STAY_OPEN);
  }

  /**
   * Stops after this many bytes of body and there closes, or resets or stays open if so told.
   *
   * @param bodyBytes not negative
   */
  public HttpAnswer cutAt(long bodyBytes) {
    return cut(notNegative(bodyBytes), cutWireAt);
  }

  /** {@link #cutAt}, counted in all bytes from the status line on. */
  public HttpAnswer cutWireAt(long bytes) {
    return cut(cutBodyAt, notNegative(bytes));
  }

  // ---- framing

  /** Frames the body in chunks. */
  public HttpAnswer chunked() {
    return framing(new Framing.Chunked());
  }

  /** Frames the body by its true length. */
  public HttpAnswer contentLength() {
    return framing(new Framing.Length());
  }

  /** Announces this length, true or not. */
  public HttpAnswer contentLength(long announced) {
    return framing(new Framing.DeclaredLength(announced));
  }

  /** Announces nothing: the body ends where the connection does. */
  public HttpAnswer untilClose() {
    return framing(new Framing.UntilClose());
  }

  /** Sends neither head nor framing: what is said is every byte that the client gets. */
  public HttpAnswer verbatim() {
    return framing(new Framing.Verbatim());
  }

  /** Cuts all that is said into pieces of this many bytes, flushed apart, each its own chunk. */
  public HttpAnswer inPiecesOf(int bytes) {
    return pieces(new Pieces.OfSize(bytes));
  }

  /** Cuts the body at these offsets besides where each thing said ends; flushed apart. */
  public HttpAnswer inPiecesCutAt(long... offsets) {
    return pieces(new Pieces.At(offsets));
  }

  Reply toReply() {
    List<Map.Entry<String, String>> all =
        contentType == null ? headers : and(List.of(), Map.entry("content-type", contentType));
    if (contentType != null) {
      all = new ArrayList<>(all);
      all.addAll(headers);
    }
    boolean endless = actions.stream().anyMatch(action -> action instanceof Action.Forever);
    boolean cut = cutBodyAt != Long.MAX_VALUE || cutWireAt != Long.MAX_VALUE;
    Framing told =
        framing != null
            ? framing
            : status != 200 && ending == Ending.CLEAN && !endless
                ? new Framing.Length()
                : new Framing.Chunked();
    return new Reply(
        status,
        all,
        told,
        pieces,
        actions,
        cut && ending == Ending.CLEAN ? Ending.CLOSE : ending,
        cutBodyAt,
        cutWireAt);
  }

  private HttpAnswer act(Action action) {
    return with(contentType, headers, and(actions, action), framing, pieces, ending);
  }

  private HttpAnswer framing(Framing other) {
    return with(contentType, headers, actions, other, pieces, ending);
  }

  private HttpAnswer pieces(Pieces other) {
    return with(contentType, headers, actions, framing, other, ending);
  }

  private HttpAnswer ending(Ending other) {
    return with(contentType, headers, actions, framing, pieces, other);
  }

  private HttpAnswer with(
      @Nullable String type,
      List<Map.Entry<String, String>> fields,
      List<Action> done,
      @Nullable Framing frame,
      Pieces cuts,
      Ending end) {
    return new HttpAnswer(status, type, fields, done, frame, cuts, end, cutBodyAt, cutWireAt);
  }

  private HttpAnswer cut(long body, long wire) {
    return new HttpAnswer(
        status, contentType, headers, actions, framing, pieces, ending, body, wire);
  }

  private static long notNegative(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot cut at byte " + bytes);
    }
    return bytes;
  }

  private static <T> List<T> and(List<T> list, T one) {
    List<T> longer = new ArrayList<>(list);
    longer.add(one);
    return List.copyOf(longer);
  }
}
