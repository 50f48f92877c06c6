package dev.runnel.runner.routing;

import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.endpoint.Presence;
import dev.runnel.runner.route.Endpoint;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which local services are there. Each is looked for once a second at most, and else taken to be as
 * it was: whoever routes a thousand requests a second does not knock a thousand times. Safe to use
 * from any thread.
 */
final class Attendance {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Timekeeper time;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  private record Look(Optional<URI> absent, long at) {}

  @Inject
  Attendance(CallRuntime runtime) {
    time = runtime.timekeeper();
  }

  /** As {@link Presence#absent}. */
  Optional<URI> absent(Endpoint endpoint) {
    Look last = looks.get(endpoint.id());
    long now = time.nanos();
    if (last != null && now - last.at() < FRESH_NANOS) {
      return last.absent();
    }
    Optional<URI> absent = Presence.absent(endpoint);
    looks.put(endpoint.id(), new Look(absent, now));
    return absent;
  }
}
