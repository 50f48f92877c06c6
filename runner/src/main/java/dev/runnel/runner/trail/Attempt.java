package dev.runnel.runner.trail;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import java.time.Duration;
import java.util.Optional;

/**
 * One candidate's turn, and what came of it.
 *
 * @param number which attempt of its call, from 1; 0: it was skipped, and nothing was sent
 * @param endpoint who was asked
 * @param model which model; empty: the service chooses
 * @param key the label of the credential, where the endpoint has several
 * @param startedAfter how long after the call's start
 * @param waited how long was waited just before it, for a back-off or a turn in the queue
 * @param took how long it ran
 * @param firstContent how long until its first content; empty: none came
 * @param result how it ended
 * @param failure what went wrong, where something did
 * @param next who was asked then; empty: nobody, or somebody was being asked already
 */
public record Attempt(
    int number,
    String endpoint,
    Optional<String> model,
    Optional<String> key,
    Duration startedAfter,
    Duration waited,
    Duration took,
    Optional<Duration> firstContent,
    Result result,
    Optional<ChatException> failure,
    Optional<Next> next) {

  /**
   * What was done after an attempt.
   *
   * @param target who was asked, such as {@code openai/gpt-4o}
   * @param after how long was waited before
   */
  public record Next(String target, Duration after) {
    public Next {
      requireNonNull(target, "target is null");
      requireNonNull(after, "after is null");
    }
  }

  /** How an attempt ended. */
  public enum Result {
    /** It gave the answer. */
    COMPLETED,
    /** It gave a part of the answer, and that was the end of the call. */
    INCOMPLETE,
    /** It failed. */
    FAILED,
    /** It was under way when the caller ended the call. */
    CANCELLED,
    /** It was under way when another, which had been started beside it, gave content first. */
    OVERTAKEN,
    /** It was not started: a breaker or a limit stood before it. */
    SKIPPED
  }

  public Attempt {
    if (number < 0) {
      throw new IllegalArgumentException("number is negative: " + number);
    }
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
    requireNonNull(key, "key is null");
    requireNonNull(startedAfter, "startedAfter is null");
    requireNonNull(waited, "waited is null");
    requireNonNull(took, "took is null");
    requireNonNull(firstContent, "firstContent is null");
    requireNonNull(result, "result is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(next, "next is null");
  }

  /** What went wrong, in short, such as {@code rate limited, HTTP 429}; empty: nothing did. */
  public String trouble() {
    return failure
        .map(
            one ->
                one.clock()
                        .map(clock -> "no answer in time, " + clock)
                        .orElse(one.kind().toString())
                    + (one.httpStatus().isPresent() ? ", HTTP " + one.httpStatus().getAsInt() : ""))
        .orElse("");
  }

  /** Such as {@code openai/gpt-4o}; the endpoint alone where there is no model. */
  public String target() {
    return model.map(name -> endpoint + "/" + name).orElse(endpoint);
  }
}
