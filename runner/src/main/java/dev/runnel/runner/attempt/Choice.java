package dev.runnel.runner.attempt;

import dev.runnel.runner.health.Entry;
import java.time.Duration;

/** What is done next. */
sealed interface Choice permits Choice.Go, Choice.Pause, Choice.GiveUp {
  /** Somebody is asked, at once. */
  record Go(Standing standing, Access.Door door, Entry.Visit visit) implements Choice {}

  /** Somebody is asked later. */
  record Pause(Standing standing, Duration time) implements Choice {}

  /** Nobody is asked any more. */
  record GiveUp() implements Choice {}
}
