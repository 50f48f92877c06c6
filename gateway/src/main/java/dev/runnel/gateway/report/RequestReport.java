package dev.runnel.gateway.report;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one request.
 *
 * @param id unique; the client has it as {@code x-request-id}
 * @param began when its head was there
 * @param client what the client asked, and who it is
 * @param served who was asked last; empty: nobody
 * @param attempts who was asked and why not, in the order of their starts; unmodifiable
 * @param status the response's; empty: its head was never sent
 * @param ending how it ended
 * @param reason more of a bad end in one word, such as {@code rate_limited}; empty for a good one
 * @param detail what the client was told of a bad end; no secrets, but maybe what the client wrote
 * @param firstContent how long until the service's first content; empty: none came
 * @param duration how long until the response ended
 * @param usage the tokens used
 * @param warnings what the client should know of a good answer, too; unmodifiable
 * @param bytesOut of the response's body
 * @param text what was said; empty unless that is kept
 */
public record RequestReport(
    String id,
    Instant began,
    Inquiry client,
    Optional<Candidate> served,
    List<Attempt> attempts,
    OptionalInt status,
    Ending ending,
    Optional<String> reason,
    Optional<String> detail,
    Optional<Duration> firstContent,
    Duration duration,
    Usage usage,
    List<Warning> warnings,
    long bytesOut,
    Optional<Said> text) {

  public RequestReport {
    requireNonNull(id, "id is null");
    requireNonNull(began, "began is null");
    requireNonNull(client, "client is null");
    requireNonNull(served, "served is null");
    attempts = List.copyOf(attempts);
    requireNonNull(status, "status is null");
    requireNonNull(ending, "ending is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(detail, "detail is null");
    requireNonNull(firstContent, "firstContent is null");
    requireNonNull(duration, "duration is null");
    requireNonNull(usage, "usage is null");
    warnings = List.copyOf(warnings);
    requireNonNull(text, "text is null");
  }

  /** How many attempts were begun. */
  public int tries() {
    return (int) attempts.stream().filter(one -> one.number() > 0).count();
  }
}
