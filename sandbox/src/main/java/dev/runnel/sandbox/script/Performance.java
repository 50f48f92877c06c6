package dev.runnel.sandbox.script;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Narration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fits one script to one request: gathers the actions that its moves ask for. */
final class Performance {

  private final Asked asked;
  private final Narration narration;
  private final @Nullable Gzip gzip;
  private final Pace pace;
  private final List<Action> actions = new ArrayList<>();
  private int tokens;

  Performance(Asked asked, Narration narration, boolean compressed, Pace pace) {
    this.asked = asked;
    this.narration = narration;
    this.gzip = compressed ? new Gzip() : null;
    this.pace = pace;
  }

  Asked asked() {
    return asked;
  }

  Narration narration() {
    return narration;
  }

  void token(String text) {
    Duration wait = pace.before(tokens++);
    if (!wait.isZero()) {
      actions.add(new Action.Wait(wait));
    }
    send(narration.token(text));
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
    Performance again = new Performance(asked, narration, false, pace);
    again.tokens = tokens;
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
