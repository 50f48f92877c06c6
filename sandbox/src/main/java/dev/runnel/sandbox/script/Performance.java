package dev.runnel.sandbox.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.Narration;
import dev.runnel.sandbox.dialect.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fits one script to one request: gathers the actions that its moves ask for. */
final class Performance {

  private final Asked asked;
  private final Narration narration;
  private final ErrorForm errors;
  private final @Nullable Gzip gzip;
  private final Pace pace;
  private final List<Action> actions = new ArrayList<>();
  private int tokens;
  private int toolCalls;

  Performance(Asked asked, Dialect dialect, Terms terms) {
    this(
        asked,
        dialect.begin(asked, terms.style),
        dialect.errors(),
        terms.gzip ? new Gzip() : null,
        terms.pace);
  }

  private Performance(
      Asked asked, Narration narration, ErrorForm errors, @Nullable Gzip gzip, Pace pace) {
    this.asked = asked;
    this.narration = narration;
    this.errors = errors;
    this.gzip = gzip;
    this.pace = pace;
  }

  Asked asked() {
    return asked;
  }

  Narration narration() {
    return narration;
  }

  void token(String text) {
    keepPace();
    send(narration.token(text));
  }

  void reasoning(String text) {
    keepPace();
    send(narration.reasoning(text));
  }

  void refusal(String text) {
    keepPace();
    send(narration.refusal(text));
  }

  void toolCall(String id, String name, List<String> argumentPieces) {
    for (byte[] piece : narration.toolCall(toolCalls++, id, name, argumentPieces)) {
      keepPace();
      send(piece);
    }
  }

  private void keepPace() {
    Duration wait = pace.before(tokens++);
    if (!wait.isZero()) {
      actions.add(new Action.Wait(wait));
    }
  }

  void error(Trouble trouble, String message) {
    send(narration.error(errors.document(trouble, message)));
  }

  byte[] document(Trouble trouble, String message) {
    return errors.document(trouble, message).getBytes(UTF_8);
  }

  void send(byte[] bytes) {
    if (bytes.length > 0) {
      actions.add(new Action.Send(gzip == null ? bytes : gzip.piece(bytes)));
    }
  }

  void act(Action action) {
    actions.add(action);
  }

  /** Adds what {@code moves} ask for as something done without end. */
  void forever(List<Move> moves) {
    if (gzip != null) {
      throw new IllegalStateException("An answer that never ends cannot be gzipped");
    }
    // The first time may open a document; what is said again and again must not.
    moves.forEach(move -> move.in(this));
    Performance again = new Performance(asked, narration, errors, null, pace);
    again.tokens = tokens;
    again.toolCalls = toolCalls;
    moves.forEach(move -> move.in(again));
    actions.add(new Action.Forever(again.actions));
  }

  List<Action> finished(Ending ending) {
    if (ending == Ending.CLEAN || ending == Ending.STAY_OPEN) {
      send(narration.end());
    }
    if (gzip != null && ending == Ending.CLEAN) {
      actions.add(new Action.Send(gzip.trailer()));
    }
    return actions;
  }
}
