package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.script.Action;
import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Pieces;
import dev.runnel.sandbox.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** Recorded answers as the wire plays them. */
final class Replay {
  private Replay() {}

  /**
   * An answer as it was.
   *
   * @param speed how many times as fast as recorded; 0: without waiting
   */
  static Reply of(Taped taped, double speed) {
    List<Action> actions = new ArrayList<>();
    taped.answer().ifPresent(head -> begin(head, speed, actions));
    for (Taped.Chunk chunk : taped.body()) {
      pause(chunk.after(), speed, actions);
      if (chunk.bytes().length > 0) {
        actions.add(new Action.Send(chunk.bytes()));
      }
    }
    pause(taped.end().after(), speed, actions);
    return new Reply(
        taped.answer().map(Taped.Head::status).orElse(200),
        taped.answer().map(Replay::headers).orElse(List.of()),
        framing(taped),
        new Pieces.AsSaid(),
        actions,
        ending(taped.end().kind()),
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }

  private static void begin(Taped.Head head, double speed, List<Action> actions) {
    pause(head.after(), speed, actions);
    actions.add(new Action.SendHead());
  }

  private static void pause(Duration recorded, double speed, List<Action> actions) {
    if (speed > 0) {
      Duration wait = Duration.ofNanos((long) (recorded.toNanos() / speed));
      if (!wait.isZero()) {
        actions.add(new Action.Wait(wait));
      }
    }
  }

  private static List<Entry<String, String>> headers(Taped.Head head) {
    return head.headers().stream().filter(header -> !frames(header.getKey())).toList();
  }

  private static boolean frames(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("content-length") || lower.equals("transfer-encoding");
  }

  /**
   * As the service framed it. A length that was kept is the true one again, since bodies are
   * edited.
   */
  private static Framing framing(Taped taped) {
    Optional<String> length = taped.answer().flatMap(head -> head.header("content-length"));
    if (taped.answer().flatMap(head -> head.header("transfer-encoding")).isPresent()) {
      return new Framing.Chunked();
    }
    if (length.isEmpty()) {
      return new Framing.UntilClose();
    }
    return taped.end().kind() == Ending.ENDED
        ? new Framing.Length()
        : new Framing.DeclaredLength(Math.max(number(length.get()), taped.bodyLength() + 1L));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static dev.runnel.sandbox.script.Ending ending(Ending kind) {
    return switch (kind) {
      case ENDED -> dev.runnel.sandbox.script.Ending.CLEAN;
      case CUT -> dev.runnel.sandbox.script.Ending.CLOSE;
      case RESET, UNREACHABLE -> dev.runnel.sandbox.script.Ending.RESET;
      case ABORTED -> dev.runnel.sandbox.script.Ending.STAY_OPEN;
    };
  }

  /** What is answered to a request that is not on the cassette. */
  static Reply refusal(String message) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("error")
        .put("message", message)
        .put("type", "cassette_mismatch")
        .put("code", "cassette_mismatch");
    return new Reply(
        400,
        List.of(Map.entry("content-type", "application/json")),
        new Framing.Length(),
        new Pieces.AsSaid(),
        List.of(new Action.Send(document.toString().getBytes(UTF_8))),
        dev.runnel.sandbox.script.Ending.CLEAN,
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }
}
