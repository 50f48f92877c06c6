package dev.runnel.cli.render;

import dev.runnel.runner.trail.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Attempts as JSON. */
public final class AttemptJson {
  private AttemptJson() {}

  /** Empty where there was nothing but the one that the outcome tells of. */
  public static Optional<List<JsonLine>> of(List<Attempt> trail) {
    return trail.size() < 2
        ? Optional.empty()
        : Optional.of(trail.stream().map(AttemptJson::of).toList());
  }

  private static JsonLine of(Attempt attempt) {
    return new JsonLine()
        .put("number", attempt.number())
        .put("endpoint", attempt.endpoint())
        .put("model", attempt.model())
        .put("key", attempt.key())
        .put("result", CallJson.wire(attempt.result()))
        .put("started_after_ms", attempt.startedAfter().toMillis())
        .put("waited_ms", attempt.waited().toMillis())
        .put("took_ms", attempt.took().toMillis())
        .put("first_content_ms", attempt.firstContent().map(Duration::toMillis))
        .put("error", attempt.failure().map(CallJson::error))
        .put(
            "next",
            attempt
                .next()
                .map(
                    next ->
                        new JsonLine()
                            .put("target", next.target())
                            .put("after_ms", next.after().toMillis())));
  }
}
