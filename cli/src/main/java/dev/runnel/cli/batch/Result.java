package dev.runnel.cli.batch;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.cli.render.AttemptJson;
import dev.runnel.cli.render.CallJson;
import dev.runnel.cli.render.JsonLine;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.trail.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a row.
 *
 * @param key which row
 * @param fate how it ended
 * @param line what is kept of it: a JSON object
 * @param usage tokens used
 * @param problem what went wrong, for a person; empty: nothing did
 */
record Result(RowKey key, Fate fate, String line, Usage usage, String problem) {
  /** How a row can end. */
  enum Fate {
    ANSWERED,
    FAILED,
    /** Cancelled: as if it had not been asked. */
    DROPPED
  }

  /** Of a call that ended. */
  static Result of(
      Row row, Outcome outcome, Optional<Answer> answer, List<Attempt> trail, Duration took) {
    JsonLine line = line(row);
    Fate fate =
        outcome.<Fate>fold(
            completed -> {
              line.put("outcome", "completed");
              said(line, answer);
              line.put("finish_reason", CallJson.finish(completed.finishReason()));
              return Fate.ANSWERED;
            },
            incomplete -> {
              line.put("outcome", "incomplete").put("reason", CallJson.wire(incomplete.reason()));
              line.put("error", CallJson.error(incomplete.cause()));
              said(line, answer);
              return Fate.FAILED;
            },
            failed -> {
              line.put("outcome", "failed").put("error", CallJson.error(failed.cause()));
              return Fate.FAILED;
            },
            cancelled -> Fate.DROPPED);
    line.put("usage", CallJson.usage(new JsonLine(), outcome.usage()))
        .put("endpoint", outcome.report().endpoint())
        .put("provider", outcome.report().provider())
        .put("model", outcome.report().model())
        .put("warnings", warnings(outcome))
        .put("attempts", AttemptJson.of(trail))
        .put("took_ms", took.toMillis())
        .put("metadata", metadata(row));
    return new Result(row.key(), fate, line.toString(), outcome.usage(), problem(outcome));
  }

  /** Of a row that nobody could be asked. */
  static Result rejected(Row row, NoEndpointException refusal) {
    String why = String.valueOf(refusal.getMessage());
    return unasked(row, new JsonLine().put("kind", "no-endpoint").put("message", why), why);
  }

  /** Of a row whose endpoint could not be connected. */
  static Result rejected(Row row, ChatException failure) {
    return unasked(row, CallJson.error(failure), failure.describe());
  }

  private static Result unasked(Row row, JsonLine error, String why) {
    JsonLine line =
        line(row)
            .put("outcome", "rejected")
            .put("error", error)
            .put("took_ms", 0)
            .put("metadata", metadata(row));
    return new Result(row.key(), Fate.FAILED, line.toString(), Usage.ABSENT, why);
  }

  /** What every line begins with; a {@link Journal} looks for it. */
  private static JsonLine line(Row row) {
    return new JsonLine()
        .put("row", row.key().number())
        .put("id", row.key().id())
        .put("hash", row.key().hash());
  }

  private static void said(JsonLine line, Optional<Answer> answer) {
    answer.ifPresent(
        whole ->
            line.put("text", whole.text())
                .put("reasoning", Optional.of(whole.reasoning()).filter(text -> !text.isEmpty())));
  }

  private static Optional<List<JsonLine>> warnings(Outcome outcome) {
    return Optional.of(outcome.report().warnings().stream().map(CallJson::warning).toList())
        .filter(warnings -> !warnings.isEmpty());
  }

  private static Optional<JsonLine.Verbatim> metadata(Row row) {
    return row.metadata().map(node -> new JsonLine.Verbatim(node.toString()));
  }

  private static String problem(Outcome outcome) {
    return outcome.<String>fold(
        completed -> "",
        incomplete -> "incomplete: " + incomplete.cause().describe(),
        failed -> failed.cause().describe(),
        cancelled -> "cancelled");
  }
}
