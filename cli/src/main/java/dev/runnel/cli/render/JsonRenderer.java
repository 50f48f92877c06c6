package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.Attempt;
import java.util.List;
import java.util.Optional;

/** One JSON object a line for each event; the last one is always {@code end}. */
public final class JsonRenderer implements AnswerRenderer {
  private final Output out;
  private List<Attempt> trail = List.of();
  private final Tempo tempo = new Tempo(System::nanoTime);

  public JsonRenderer(Output out) {
    this.out = out;
  }

  @Override
  public void begin(Route route) {
    Optional<Candidate> chosen = route.chosen();
    line(
        JsonLine.event("start")
            .put("endpoint", chosen.map(one -> one.endpoint().id()))
            .put("provider", chosen.map(one -> one.endpoint().provider().id()))
            .put("model", chosen.flatMap(Candidate::model)));
  }

  @Override
  public void onToken(String token) {
    tempo.content();
    line(JsonLine.event("token").put("text", token));
  }

  @Override
  public void onReasoning(String text) {
    tempo.reasoning();
    line(JsonLine.event("reasoning").put("text", text));
  }

  @Override
  public void onReasoningSignature(String signature) {
    line(JsonLine.event("reasoning-signature").put("signature", signature));
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    tempo.content();
    line(
        JsonLine.event("tool-result")
            .put("id", result.callId())
            .put("failed", result.failed())
            .put("content", result.content()));
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    tempo.content();
    line(
        JsonLine.event("tool-call")
            .put("index", delta.index())
            .put("id", delta.id())
            .put("name", delta.name())
            .put("arguments", delta.arguments()));
  }

  @Override
  public void onUsage(Usage usage) {
    line(CallJson.usage(JsonLine.event("usage"), usage));
  }

  @Override
  public void whole(Answer answer) {
    WholeParts parts = new WholeParts(this);
    answer.parts().forEach(part -> part.accept(parts));
    if (answer.usage().source() != Usage.Source.ABSENT) {
      onUsage(answer.usage());
    }
  }

  @Override
  public void unfit(String problem) {
    line(JsonLine.event("unfit").put("message", problem));
  }

  @Override
  public void tried(List<Attempt> attempts) {
    trail = attempts;
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    JsonLine end = JsonLine.event("end");
    outcome.<JsonLine>fold(
        completed ->
            end.put("outcome", "completed")
                .put("finish_reason", CallJson.finish(completed.finishReason())),
        incomplete ->
            end.put("outcome", "incomplete")
                .put("reason", CallJson.wire(incomplete.reason()))
                .put("error", CallJson.error(incomplete.cause())),
        failed ->
            end.put("outcome", "failed")
                .put("content_delivered", failed.contentDelivered())
                .put("error", CallJson.error(failed.cause())),
        cancelled ->
            end.put("outcome", "cancelled").put("content_delivered", cancelled.contentDelivered()));
    end.put("endpoint", outcome.report().endpoint())
        .put("provider", outcome.report().provider())
        .put("model", outcome.report().model())
        .put("usage", CallJson.usage(new JsonLine(), outcome.usage()))
        .put("warnings", outcome.report().warnings().stream().map(CallJson::warning).toList())
        .put("rate_limits", CallJson.rateLimits(outcome.report()))
        .put("attempts", AttemptJson.of(trail))
        .put("timing", CallJson.timing(tempo, outcome.usage()))
        .put("exit_code", exitCode);
    line(end);
  }

  @Override
  public void refused(NoEndpointException refusal, int exitCode) {
    line(
        JsonLine.event("end")
            .put("outcome", "rejected")
            .put("error", new JsonLine().put("message", String.valueOf(refusal.getMessage())))
            .put("rejected", refusal.route().rejected().stream().map(CallJson::rejection).toList())
            .put("exit_code", exitCode));
  }

  @Override
  public void error(String message, int exitCode) {
    line(
        JsonLine.event("end")
            .put("outcome", "rejected")
            .put("error", new JsonLine().put("message", message))
            .put("exit_code", exitCode));
  }

  private void line(JsonLine line) {
    out.line(line.toString());
  }
}
