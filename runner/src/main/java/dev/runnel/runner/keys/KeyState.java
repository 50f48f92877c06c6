package dev.runnel.runner.keys;

import dev.runnel.api.ErrorKind;
import dev.runnel.runner.health.LatelyUsed;
import dev.runnel.runner.health.Later;
import dev.runnel.runner.policy.Key;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one credential. Not thread-safe. */
final class KeyState {
  /** Why it is left aside, and until when: null is for good. */
  private record Aside(ErrorKind why, @Nullable Long until) {
    boolean over(long now) {
      return until != null && now - until >= 0;
    }
  }

  private final Key key;
  private final Map<String, Aside> models = new LatelyUsed<>();
  private @Nullable Aside aside;

  KeyState(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  void leaveAside(ErrorKind why) {
    aside = new Aside(why, null);
  }

  void leaveAside(ErrorKind why, long now, Duration time) {
    if (aside == null || aside.until() != null) { // what is refused for good stays so
      aside = new Aside(why, Later.by(now, time));
    }
  }

  /** Leaves it aside for one model; its others may be allowed. */
  void leaveAside(ErrorKind why, String model) {
    models.put(model, new Aside(why, null));
  }

  boolean usable(Optional<String> model, long now) {
    return why(model, now).isEmpty();
  }

  /** Why it is left aside; empty: it is not. */
  Optional<ErrorKind> why(Optional<String> model, long now) {
    if (aside != null && aside.over(now)) {
      aside = null;
    }
    return Optional.ofNullable(aside).or(() -> model.map(models::get)).map(Aside::why);
  }

  /** How long it rests; empty: it does not, or for good. */
  Optional<Duration> rest(Optional<String> model, long now) {
    boolean forGood = model.filter(models::containsKey).isPresent();
    return forGood || aside == null || aside.until() == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, aside.until() - now)));
  }
}
