package dev.runnel.history;

import dev.runnel.api.Answer;
import dev.runnel.api.CallReport;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request and its answer, as the log has it. Immutable.
 *
 * @param id sorts by when it began
 * @param start what was known before it began; {@link ExchangeStart#chosen} is who answered, once
 *     that is known
 * @param state how far it came
 * @param servedModel the model as the service named it
 * @param startedAt when it began, to the millisecond
 * @param firstContentAfter how long after that the first content came
 * @param took how long it took; empty while it runs, and where the process died
 * @param answer what has arrived, in order; unmodifiable
 * @param finishReason why the model ended
 * @param usage tokens used
 * @param error what went wrong
 */
public record LoggedExchange(
    String id,
    ExchangeStart start,
    ExchangeState state,
    Optional<String> servedModel,
    Instant startedAt,
    Optional<Duration> firstContentAfter,
    Optional<Duration> took,
    List<ContentPart> answer,
    Optional<FinishReason> finishReason,
    Usage usage,
    Optional<Problem> error) {

  /**
   * What went wrong.
   *
   * @param kind an {@link dev.runnel.api.ErrorKind}, as programs read it: {@code rate-limited}
   * @param message for a person
   */
  public record Problem(String kind, String message) {}

  public LoggedExchange {
    answer = List.copyOf(answer);
  }

  /** The answer's text; empty where there is none. */
  public String text() {
    return answer.stream()
        .filter(ContentPart.Text.class::isInstance)
        .map(part -> ((ContentPart.Text) part).text())
        .collect(Collectors.joining());
  }

  /** What the answer adds to the conversation; empty where nothing was answered. */
  public List<Message> answerMessages() {
    if (answer.isEmpty()) {
      return List.of();
    }
    CallReport report =
        new CallReport(
            start.chosen().provider(),
            start.chosen().endpoint(),
            servedModel,
            List.of(),
            List.of());
    return new Answer(
            answer,
            state == ExchangeState.COMPLETED,
            finishReason.orElse(FinishReason.NOT_GIVEN),
            usage,
            report)
        .messages().stream().filter(message -> !message.parts().isEmpty()).toList();
  }
}
