package dev.runnel.runner.keys;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Warning;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The credentials of one endpoint. They take turns, the one that waited longest first. One that the
 * service refuses is left aside, one that it limits rests, and the others go on. Messages name
 * labels, never values.
 *
 * <p>Safe to use from any thread.
 */
public final class KeyRing {
  /** How long a credential rests whose account is used up: somebody may pay, and nobody says so. */
  private static final Duration USED_UP = Duration.ofHours(1);

  /** How long one rests that asked too often, where the service does not say. */
  private static final Duration LIMITED = Duration.ofSeconds(5);

  private final EndpointKeys keys;
  private final Timekeeper time;
  private final List<KeyState> order; // the next one first; guarded by this object's monitor

  public KeyRing(EndpointKeys keys, Timekeeper time) {
    this.keys = keys;
    this.time = time;
    order = new ArrayList<>(keys.keys().stream().map(KeyState::new).toList());
  }

  /** The secret option that they are values of. */
  String option() {
    return keys.option();
  }

  /** One of them, whoever's turn it is. */
  Key any() {
    return keys.keys().get(0);
  }

  /**
   * Whose turn it is, and moves it to the end.
   *
   * @param model the model that is going to be asked; empty: the service chooses
   * @param tried labels that had their turn in the same call: they come last
   * @throws ChatException where all are left aside, or rest: names them and says what to do; where
   *     one only rests, its {@linkplain ChatException#retry() advice} says for how long
   */
  public synchronized Key next(Optional<String> model, Set<String> tried) {
    long now = time.nanos();
    Optional<KeyState> turn =
        order.stream()
            .filter(one -> one.usable(model, now))
            .min(Comparator.comparing(one -> tried.contains(one.key().label())));
    if (turn.isEmpty()) {
      throw nobody(model, now);
    }
    order.remove(turn.get());
    order.add(turn.get());
    return turn.get().key();
  }

  /** Whether another credential than this one could be asked with now. */
  public synchronized boolean hasOther(String label, Optional<String> model) {
    long now = time.nanos();
    return order.stream()
        .anyMatch(one -> !one.key().label().equals(label) && one.usable(model, now));
  }

  /**
   * Hears how a request with a credential failed.
   *
   * @param label the credential's
   * @param model the model that was asked
   * @return what its user should be told, once: the credential is left aside from now on
   */
  public synchronized Optional<Warning> failed(
      String label, Optional<String> model, ChatException failure) {
    long now = time.nanos();
    KeyState state =
        order.stream().filter(one -> one.key().label().equals(label)).findFirst().orElseThrow();
    boolean toldBefore = state.why(model, now).filter(KeyRing::isRefusal).isPresent();
    ErrorKind kind = failure.kind();
    switch (kind) {
      case AUTHENTICATION -> state.leaveAside(kind);
      case PERMISSION ->
          model.ifPresentOrElse(name -> state.leaveAside(kind, name), () -> state.leaveAside(kind));
      case QUOTA -> state.leaveAside(kind, now, failure.retry().after().orElse(USED_UP));
      case RATE_LIMITED -> state.leaveAside(kind, now, failure.retry().after().orElse(LIMITED));
      default -> {}
    }
    return isRefusal(kind) && !toldBefore
        ? Optional.of(new Warning(Warning.Kind.OTHER, leftAside(state, model, failure, now)))
        : Optional.empty();
  }

  private static boolean isRefusal(ErrorKind kind) {
    return kind == ErrorKind.AUTHENTICATION
        || kind == ErrorKind.PERMISSION
        || kind == ErrorKind.QUOTA;
  }

  private String leftAside(
      KeyState state, Optional<String> model, ChatException failure, long now) {
    long left = order.stream().filter(one -> one.usable(model, now)).count();
    return "The key '"
        + state.key().label()
        + "' of '"
        + keys.endpoint()
        + "' is left aside: it "
        + inWords(failure.kind(), model)
        + "; "
        + left
        + " of "
        + order.size()
        + (left == 1 ? " goes on" : " go on");
  }

  private ChatException nobody(Optional<String> model, long now) {
    Optional<Duration> rest =
        order.stream().flatMap(one -> one.rest(model, now).stream()).min(Comparator.naturalOrder());
    String why =
        order.stream()
            .sorted(Comparator.comparing(one -> keys.keys().indexOf(one.key())))
            .map(
                one ->
                    "'"
                        + one.key().label()
                        + "' "
                        + one.why(model, now).map(kind -> inWords(kind, model)).orElse(""))
            .collect(Collectors.joining(", "));
    String replace = "replace the keys of " + keys.endpoint() + "." + keys.option();
    return ChatException.builder(
            kindOf(model, now), "No key of '" + keys.endpoint() + "' can be used: " + why)
        .endpoint(keys.endpoint())
        .retry(rest.map(RetryAdvice.ANOTHER_ENDPOINT::after).orElse(RetryAdvice.ANOTHER_ENDPOINT))
        .nextStep(
            rest.map(wait -> "Ask again in " + (wait.toSeconds() + 1) + " s, " + replace)
                    .orElse("Replace" + replace.substring("replace".length()))
                + ", or ask another endpoint")
        .build();
  }

  /** The least final of their troubles. */
  private ErrorKind kindOf(Optional<String> model, long now) {
    Set<ErrorKind> kinds =
        order.stream().flatMap(one -> one.why(model, now).stream()).collect(Collectors.toSet());
    for (ErrorKind kind : List.of(ErrorKind.RATE_LIMITED, ErrorKind.QUOTA, ErrorKind.PERMISSION)) {
      if (kinds.contains(kind)) {
        return kind;
      }
    }
    return ErrorKind.AUTHENTICATION;
  }

  private static String inWords(ErrorKind kind, Optional<String> model) {
    return switch (kind) {
      case AUTHENTICATION -> "was refused";
      case PERMISSION ->
          "is not allowed " + model.map(name -> "the model '" + name + "'").orElse("this");
      case QUOTA -> "has nothing left";
      default -> "asked too often";
    };
  }
}
