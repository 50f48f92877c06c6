package dev.runnel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer put together by who only sees its events. */
class AnswerPartsTest {
  private static final List<ChatEvent> EVENTS =
      List.of(
          new ChatEvent.Reasoning("h"),
          new ChatEvent.Reasoning("m"),
          new ChatEvent.ReasoningSignature("acme:s"),
          new ChatEvent.Token("I "),
          new ChatEvent.Token("look."),
          new ChatEvent.ToolCallDelta(0, Optional.of("a"), Optional.of("f"), ""),
          new ChatEvent.ToolCallDelta(1, Optional.of("b"), Optional.of("g"), "{\"x\":"),
          new ChatEvent.ToolCallDelta(1, Optional.empty(), Optional.empty(), "1}"),
          new ChatEvent.ToolResult(new ContentPart.ToolResult("a", "7", false)),
          new ChatEvent.UsageUpdate(Usage.reported(1, 2)),
          new ChatEvent.Token("It is 7."));

  @Test
  void partsStandInTheOrderInWhichTheyBegan() {
    AnswerParts parts = new AnswerParts();
    List<Boolean> taken = EVENTS.stream().map(event -> event.accept(parts)).toList();
    assertThat(taken)
        .containsExactly(
            true, true, true, true, true, true, true, true, true, false /* usage */, true);
    assertThat(parts.gathered())
        .containsExactly(
            new ContentPart.Reasoning("hm", "acme:s"),
            new ContentPart.Text("I look."),
            new ContentPart.ToolCall("a", "f", "{}"),
            new ContentPart.ToolCall("b", "g", "{\"x\":1}"),
            new ContentPart.ToolResult("a", "7", false),
            new ContentPart.Text("It is 7."));
  }

  @Test
  void signaturesAndUsageAreNoContent() {
    assertThat(EVENTS.stream().filter(event -> !event.isContent()))
        .containsExactly(EVENTS.get(2), EVENTS.get(9));
  }

  @Test
  void argumentsThatAreNoObjectAreGivenBackAsAnEmptyOne() {
    Answer answer =
        new Answer(
            List.of(new ContentPart.ToolCall("a", "f", "{\"x\":")),
            true,
            FinishReason.STOP,
            Usage.ABSENT,
            new CallReport("acme", "acme", Optional.empty(), List.of(), List.of()));
    assertThat(answer.message().parts()).containsExactly(new ContentPart.ToolCall("a", "f", "{}"));
    assertThat(answer.toolCalls()).containsExactly(new ContentPart.ToolCall("a", "f", "{\"x\":"));
  }
}
