package dev.runnel.runner.health;

import dev.runnel.guard.Timekeeper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day that goes as a timekeeper goes, from the moment it was made. */
final class WallClock extends Clock {
  private final Timekeeper time;
  private final long origin;
  private final Instant start;

  WallClock(Timekeeper time) {
    this.time = time;
    this.origin = time.nanos();
    this.start = Instant.now();
  }

  @Override
  public Instant instant() {
    return at(time.nanos());
  }

  long nanos() {
    return time.nanos();
  }

  /** When the timekeeper says so. */
  Instant at(long nanos) {
    return start.plusNanos(nanos - origin);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
