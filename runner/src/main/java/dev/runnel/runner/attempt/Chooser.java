package dev.runnel.runner.attempt;

import dev.runnel.api.ChatException;
import dev.runnel.runner.health.Entry;
import dev.runnel.runner.health.HealthKey;
import dev.runnel.runner.health.Later;
import dev.runnel.runner.health.Obstacle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides who is tried next in one call. Guarded by the call's lock. */
final class Chooser {
  /** A wait that is longer than this is not worth it while somebody else can be asked at once. */
  private static final Duration WORTH_WAITING = Duration.ofSeconds(2);

  /** A candidate that is passed over, and why. */
  record Skip(Standing standing, ChatException why) {}

  private final Attempts attempts;
  private final List<Standing> standings;
  private final boolean named;
  private final long deadline;
  private final List<Skip> skips = new ArrayList<>();

  /**
   * Begins with everybody ready.
   *
   * @param named whether the caller named who is to be asked
   * @param deadline until when the call may take, by the timekeeper
   */
  Chooser(Attempts attempts, Plan plan, boolean named, long now, long deadline) {
    this.attempts = attempts;
    this.named = named;
    this.deadline = deadline;
    this.standings = new ArrayList<>();
    plan.candidates().forEach(one -> standings.add(new Standing(one, standings.size(), now)));
  }

  List<Standing> standings() {
    return standings;
  }

  /** Whether there is only one to be tried, who then has the whole budget. */
  boolean alone() {
    return standings.size() == 1;
  }

  /** Whether a failure forbids to go on. */
  boolean isDecided() {
    return standings.stream().anyMatch(one -> one.decides);
  }

  /** Who was passed over since this was asked last. */
  List<Skip> takeSkips() {
    List<Skip> taken = List.copyOf(skips);
    skips.clear();
    return taken;
  }

  /**
   * Chooses.
   *
   * @param again who failed just now and is worth another try
   * @param busy who is being asked
   */
  Choice next(@Nullable Standing again, Set<Standing> busy, long now) {
    List<Standing> open =
        standings.stream().filter(one -> !one.out && !busy.contains(one)).toList();
    if (again != null && open.contains(again)) {
      long wait = again.notBefore - now;
      if (wait > 0 && wait <= WORTH_WAITING.toNanos() && now + wait - deadline < 0) {
        return new Choice.Pause(again, Duration.ofNanos(wait));
      }
    }
    List<Standing> inOrder = new ArrayList<>(open);
    if (again != null && inOrder.remove(again)) {
      inOrder.add(0, again); // by another credential, perhaps
    }
    Optional<Choice.Go> go = now(inOrder, now, false).or(() -> now(inOrder, now, true));
    if (go.isPresent()) {
      return notPassedOver(go.get().standing(), go.get());
    }
    Optional<Choice.Pause> pause = later(inOrder, now);
    return pause.isPresent()
        ? notPassedOver(pause.get().standing(), pause.get())
        : new Choice.GiveUp();
  }

  private Choice notPassedOver(Standing chosen, Choice choice) {
    if (skips.removeIf(skip -> skip.standing() == chosen)) {
      chosen.skipTold = false;
    }
    return choice;
  }

  /** Leaves out who would be asked for a model that is known not to do. */
  void leaveOutModel(Optional<String> model) {
    standings.stream()
        .filter(one -> model.isPresent() && one.candidate.model().equals(model))
        .forEach(one -> one.out = true);
  }

  /** Somebody beside the one who is being asked; nobody is waited for. */
  Optional<Choice.Go> beside(Set<Standing> busy, long now) {
    List<Standing> open =
        standings.stream().filter(one -> !one.out && !busy.contains(one)).toList();
    return now(open, now, false);
  }

  private Optional<Choice.Go> now(List<Standing> open, long now, boolean insist) {
    for (Standing one : open) {
      if (one.notBefore - now <= 0) {
        Optional<Choice.Go> entered = enter(one, now, insist);
        if (entered.isPresent()) {
          return entered;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Choice.Go> enter(Standing standing, long now, boolean insist) {
    Set<String> tried = new HashSet<>(standing.triedKeys);
    while (true) {
      Access.Door door;
      try {
        door = attempts.access().next(standing.candidate, Set.copyOf(tried));
      } catch (ChatException nobody) {
        skip(standing, nobody);
        nobody
            .retry()
            .after()
            .ifPresentOrElse(
                after -> standing.notBefore = Later.by(now, after), () -> standing.out = true);
        return Optional.empty();
      }
      Entry entry = attempts.healths().of(key(standing, door)).enter(insist, insist && named);
      if (entry instanceof Entry.Visit visit) {
        return Optional.of(new Choice.Go(standing, door, visit));
      }
      if (entry instanceof Entry.Refused refused
          && door.key().filter(tried::add).isEmpty()) { // no other credential is left
        skip(standing, refused.obstacle().failure());
        if (refused.obstacle().kind() == Obstacle.Kind.RESTING) {
          standing.notBefore = refused.obstacle().untilNanos();
        }
        return Optional.empty();
      }
    }
  }

  private static HealthKey key(Standing standing, Access.Door door) {
    return new HealthKey(
        standing.candidate.endpoint().id(), door.key(), standing.candidate.model());
  }

  private Optional<Choice.Pause> later(List<Standing> open, long now) {
    @Nullable Standing soonest = null;
    for (Standing one : open) {
      boolean waits = one.notBefore - now > 0 && one.notBefore - deadline < 0;
      if (waits && (soonest == null || one.notBefore - soonest.notBefore < 0)) {
        soonest = one;
      }
    }
    return soonest == null
        ? Optional.empty()
        : Optional.of(new Choice.Pause(soonest, Duration.ofNanos(soonest.notBefore - now)));
  }

  private void skip(Standing standing, ChatException why) {
    standing.obstacle = why;
    if (standing.failure == null && !standing.skipTold) { // else the trail tells of it already
      standing.skipTold = true;
      skips.add(new Skip(standing, why));
    }
  }
}
