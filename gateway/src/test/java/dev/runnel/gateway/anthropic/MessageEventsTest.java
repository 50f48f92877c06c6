package dev.runnel.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.FinishReason.Kind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of one message. */
class MessageEventsTest {
  private static final CallReport REPORT =
      new CallReport("p", "e", Optional.empty(), List.of(), List.of());
  private static final Pattern STEP =
      Pattern.compile("\"type\":\"content_block_(start|delta|stop)\",\"index\":(\\d+)(.*)\\}\n");

  private final MessageEvents events =
      new MessageEvents(
          new Asked(ChatRequest.builder().user("Hi").stop("END").build(), true, true),
          new AnswerLabel("1", Instant.EPOCH, "m"));
  private final StringBuilder out = new StringBuilder();

  private void tell(ChatEvent event) {
    out.append(new String(events.event(event), UTF_8));
  }

  private static ChatEvent call(int index, String id, String arguments) {
    Optional<String> first = Optional.of(id).filter(text -> !text.isEmpty());
    return new ChatEvent.ToolCallDelta(index, first, first.map(text -> "t" + text), arguments);
  }

  private String end(FinishReason reason) {
    String end =
        new String(events.end(new Outcome.Completed(reason, Usage.reported(9, 4), REPORT)), UTF_8);
    out.append(end);
    return end;
  }

  /** Such as {@code "+0 text"}, {@code "0 Hel"} and {@code "-0"}. */
  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(out);
    while (step.find()) {
      String index = step.group(2);
      steps.add(
          switch (step.group(1)) {
            case "start" -> "+" + index + " " + first("\"type\":\"(\\w+)\"", step.group(3));
            case "stop" -> "-" + index;
            default -> index + " " + first("\":\"((?:[^\"\\\\]|\\\\.)*)\"\\}$", step.group(3));
          });
    }
    return steps;
  }

  private static String first(String pattern, String text) {
    Matcher match = Pattern.compile(pattern).matcher(text);
    return match.find() ? match.group(1).replace("\\\"", "'") : "?" + text;
  }

  @Test
  void blocksFollowOneAnother() {
    tell(new ChatEvent.Reasoning("a"));
    tell(new ChatEvent.Reasoning("b"));
    tell(new ChatEvent.ReasoningSignature("s"));
    tell(new ChatEvent.Reasoning("c"));
    tell(new ChatEvent.Token("d"));
    tell(new ChatEvent.ReasoningSignature("alone"));
    tell(new ChatEvent.Token("e"));
    end(FinishReason.STOP);

    assertThat(steps())
        .containsExactly(
            "+0 thinking",
            "0 a",
            "0 b",
            "0 s",
            "-0",
            "+1 thinking",
            "1 c",
            "-1",
            "+2 text",
            "2 d",
            "-2",
            "+3 redacted_thinking",
            "-3",
            "+4 text",
            "4 e",
            "-4");
    assertThat(out).contains("{\"type\":\"redacted_thinking\",\"data\":\"alone\"}");
  }

  @Test
  void callsWhosePiecesAlternateAreToldOneByOne() {
    tell(call(0, "A", ""));
    tell(call(1, "B", ""));
    tell(call(1, "", "{'b':".replace('\'', '"')));
    tell(call(0, "", "{'a':'}'".replace('\'', '"')));
    tell(call(0, "", "}"));
    tell(call(1, "", "2}"));
    end(FinishReason.of(Kind.TOOL_CALLS, "tool_calls"));

    assertThat(steps())
        .containsExactly(
            "+0 tool_use", "0 {'a':'}'", "0 }", "-0", "+1 tool_use", "1 {'b':", "1 2}", "-1");
    assertThat(out).contains("\"id\":\"A\",\"name\":\"tA\"", "\"id\":\"B\",\"name\":\"tB\"");
  }

  @Test
  void aCallIsLiveAsSoonAsTheOneBeforeItIsWhole() {
    tell(call(0, "A", "{}"));
    tell(call(1, "B", "{"));

    assertThat(steps()).containsExactly("+0 tool_use", "0 {}", "-0", "+1 tool_use", "1 {");
  }

  @Test
  void callsWithoutArgumentsOrIdAreWholeAtTheEnd() {
    tell(call(0, "", ""));
    tell(call(1, "", ""));
    tell(new ChatEvent.Token("x"));
    end(FinishReason.STOP);

    assertThat(steps())
        .containsExactly("+0 tool_use", "-0", "+1 tool_use", "-1", "+2 text", "2 x", "-2");
    assertThat(out).contains("\"id\":\"toolu_1_0\"", "\"id\":\"toolu_1_1\"");
  }

  @Test
  void aCallThatGoesOnAfterItsEndIsAFailureAndNoLoss() {
    tell(call(0, "A", "{}"));
    tell(new ChatEvent.Token("x"));
    tell(call(0, "", "\n"));

    ChatEvent late = call(0, "", "}");
    assertThatThrownBy(() -> events.event(late)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, stop, false, end_turn",
    "STOP, stop, true, tool_use",
    "STOP, end_turn, false, end_turn",
    "TOOL_CALLS, tool_calls, true, tool_use",
    "LENGTH, length, true, max_tokens",
    "LENGTH, model_context_window_exceeded, false, model_context_window_exceeded",
    "CONTENT_FILTER, content_filter, false, refusal",
    "REFUSAL, refusal, false, refusal",
    "OTHER, pause_turn, false, pause_turn",
    "OTHER, whatever, false, end_turn",
  })
  void theEndIsToldInAnthropicsWords(Kind kind, String wire, boolean calls, String told) {
    if (calls) {
      tell(call(0, "A", "{}"));
    }

    assertThat(end(FinishReason.of(kind, wire)))
        .contains("\"stop_reason\":\"" + told + "\",\"stop_sequence\":null}")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void theStopTextIsNamedWhereThereIsOnlyOne() {
    assertThat(end(FinishReason.of(Kind.STOP, "stop_sequence")))
        .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
  }

  @Test
  void inputFromACacheIsCountedApart() {
    Usage usage = Usage.reported(100, 5).withCachedInput(60).withCacheWriteInput(30);

    assertThat(
            new String(events.end(new Outcome.Completed(FinishReason.STOP, usage, REPORT)), UTF_8))
        .contains(
            "\"input_tokens\":10,\"cache_creation_input_tokens\":30,"
                + "\"cache_read_input_tokens\":60,\"output_tokens\":5}");
  }
}
