package dev.runnel.gateway.delivery;

import dev.runnel.api.Timeouts;
import dev.runnel.gateway.Gateway;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Brings situations about, and sees what a client gets. */
final class Lookout implements AutoCloseable {
  private static final Duration SOON = Duration.ofMillis(150);

  /** A form of the API, and the service that is asked. */
  enum Form {
    OPENAI(
        "OpenAI's form",
        "/v1/chat/completions",
        "openai/gpt-4o",
        "openai/gpt-5.4",
        "openai/gpt-5.4-mini"),
    ANTHROPIC(
        "Anthropic's form",
        "/v1/messages",
        "anthropic/claude-sonnet-4-5",
        "anthropic/claude-haiku-4-5",
        "anthropic/claude-sonnet-4-6");

    final String title;
    final String path;
    final String model;
    final String forStreams;
    final String forWhole;

    Form(String title, String path, String model, String forStreams, String forWhole) {
      this.title = title;
      this.path = path;
      this.model = model;
      this.forStreams = forStreams;
      this.forWhole = forWhole;
    }
  }

  private final Stage patient;
  private final Stage clocked;
  private final Gateway usual;
  private final Gateway shortClocks;
  private final Gateway earlyHead;

  Lookout(Path folder) throws IOException {
    patient = new Stage(folder, builder -> builder.attempts(AttemptSettings.ONCE));
    clocked =
        new Stage(
            folder,
            builder ->
                builder
                    .attempts(AttemptSettings.ONCE)
                    .timeouts(
                        Timeouts.DEFAULT.withFirstContent(SOON.multipliedBy(5)).withIdle(SOON)));
    usual = patient.gateway(Stage.PATIENT);
    shortClocks = clocked.gateway(Stage.PATIENT);
    earlyHead = patient.gateway(Stage.PATIENT.withCommitAfter(Duration.ofMillis(20)));
  }

  Sighting see(Situation situation, Form form, boolean streaming) throws Exception {
    Stage stage = situation.kind() == Situation.Kind.SHORT_CLOCKS ? clocked : patient;
    stage.forget();
    Gate gate = Gate.shut();
    stage.answers(situation.script().apply(gate));
    String leavesAfter = situation.leavesAfter();
    try (RawClient client = RawClient.of(gateway(situation).origin())) {
      client.post(form.path, body(situation, form, streaming));
      if (leavesAfter != null) {
        gate.awaitReached();
        if (streaming && !leavesAfter.isEmpty()) {
          client.readUntil(leavesAfter);
        }
        client.close();
        return Sighting.ofNothing(upstream(stage.exchange().awaitEnd()));
      }
      if (situation.kind() == Situation.Kind.EARLY_HEAD) {
        gate.awaitReached();
        if (streaming) {
          client.awaitSomething();
        }
      }
      gate.open();
      RawResponse response = client.response();
      return Sighting.of(response, upstream(stage.exchange().awaitEnd()));
    }
  }

  private Gateway gateway(Situation situation) {
    return switch (situation.kind()) {
      case USUAL, OWN_MODEL -> usual;
      case SHORT_CLOCKS -> shortClocks;
      case EARLY_HEAD -> earlyHead;
    };
  }

  private static String body(Situation situation, Form form, boolean streaming) {
    String model =
        situation.kind() != Situation.Kind.OWN_MODEL
            ? form.model
            : streaming ? form.forStreams : form.forWhole;
    return """
        {"model":"%s","max_tokens":50,"stream":%s,"messages":[{"role":"user","content":"Hello"}]}"""
        .formatted(model, streaming);
  }

  private static String upstream(Exchange exchange) {
    return switch (exchange.fate()) {
      case ABORTED -> "aborted";
      case CUT -> "its own doing";
      case ANSWERED, IN_PROGRESS -> "over";
    };
  }

  @Override
  public void close() {
    usual.close();
    earlyHead.close();
    shortClocks.close();
    patient.close();
    clocked.close();
  }
}
