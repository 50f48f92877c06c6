package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {
  private static final AnswerLabel LABEL =
      new AnswerLabel("7", Instant.ofEpochSecond(1_700_000_000), "a\"b");
  private static final String HEAD =
      "data: {\"id\":\"chatcmpl-7\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"a\\\"b\",";

  private final AnswerWriter chunks = new Chunks(LABEL, false);

  @Test
  void anAnswerBeginsWithItsRole() {
    assertThat(text(chunks.start())).isEqualTo(delta("\"role\":\"assistant\",\"content\":\"\""));
  }

  @Test
  void textIsWrittenOnOneLineWhateverItIs() {
    assertThat(token("Hi \u00e9\u20ac\ud83d\ude00"))
        .isEqualTo(delta("\"content\":\"Hi \u00e9\u20ac\ud83d\ude00\""));
    assertThat(token("\"\\\n\r\t\0\u001f\u007f"))
        .isEqualTo(delta("\"content\":\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\""));
    assertThat(token("\u0085\u2028\u2029"))
        .isEqualTo(delta("\"content\":\"\\u0085\\u2028\\u2029\""));
    assertThat(token("\ud83d")).isEqualTo(delta("\"content\":\"\\ud83d\""));
    assertThat(token("\udE00x")).isEqualTo(delta("\"content\":\"\\ude00x\""));
  }

  private String token(String text) {
    return text(chunks.event(new ChatEvent.Token(text)));
  }

  @Test
  void reasoningIsToldAsMostServersTellIt() {
    assertThat(text(chunks.event(new ChatEvent.Reasoning("hm"))))
        .isEqualTo(delta("\"reasoning_content\":\"hm\""));
  }

  @Test
  void aSignatureComesWithWhatItSigns() {
    chunks.event(new ChatEvent.Reasoning("so"));
    chunks.event(new ChatEvent.Reasoning(" what"));
    assertThat(text(chunks.event(new ChatEvent.ReasoningSignature("s"))))
        .isEqualTo(
            delta(
                "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"so what\","
                    + "\"signature\":\"s\"}]"));
    chunks.event(new ChatEvent.Reasoning("unsigned"));
    chunks.event(new ChatEvent.Token("x"));
    assertThat(text(chunks.event(new ChatEvent.ReasoningSignature("t"))))
        .contains("\"text\":\"\",\"signature\":\"t\"");
  }

  @Test
  void aToolCallIsIntroducedOnce() {
    assertThat(text(chunks.event(call(0, "c1", "now", ""))))
        .isEqualTo(
            delta(
                "\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"now\",\"arguments\":\"\"}}]"));
    assertThat(text(chunks.event(call(0, null, null, "{\"a\""))))
        .isEqualTo(
            delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]"));
    assertThat(text(chunks.event(call(1, null, "add", "{}"))))
        .contains("\"index\":1,\"id\":\"call_7_1\",\"type\":\"function\"");
    assertThat(end(FinishReason.STOP, Usage.ABSENT)).contains("\"finish_reason\":\"tool_calls\"");
  }

  private static ChatEvent call(int index, String id, String name, String arguments) {
    return new ChatEvent.ToolCallDelta(
        index, Optional.ofNullable(id), Optional.ofNullable(name), arguments);
  }

  @Test
  void whatTheFormHasNoWordForIsNotTold() {
    assertThat(chunks.event(new ChatEvent.UsageUpdate(Usage.reported(1, 2)))).isEmpty();
    assertThat(
            chunks.event(
                new ChatEvent.ToolResult(new ContentPart.ToolResult("c1", "12:00", false))))
        .isEmpty();
  }

  @Test
  void theEndIsAFinishReasonAndAMark() {
    assertThat(end(FinishReason.STOP, Usage.reported(1, 2)))
        .isEqualTo(
            HEAD
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, stop",
    "LENGTH, length",
    "TOOL_CALLS, tool_calls",
    "CONTENT_FILTER, content_filter",
    "REFUSAL, content_filter",
    "OTHER, stop",
    "NOT_GIVEN, stop"
  })
  void eachReasonHasItsWord(FinishReason.Kind kind, String word) {
    assertThat(end(FinishReason.of(kind, "x"), Usage.ABSENT))
        .contains("\"finish_reason\":\"" + word + "\"");
  }

  private String end(FinishReason reason, Usage usage) {
    return text(chunks.end(completed(reason, usage)));
  }

  @Test
  void usageIsToldWhereItIsAskedForInAChunkOfItsOwn() {
    AnswerWriter counting = new Chunks(LABEL, true);
    assertThat(text(counting.start())).endsWith("}],\"usage\":null}\n\n");
    assertThat(text(counting.event(new ChatEvent.Token("x")))).endsWith("}],\"usage\":null}\n\n");
    Usage usage = Usage.reported(9, 5).withCachedInput(4).withCacheWriteInput(2).withReasoning(3);
    assertThat(text(counting.end(completed(FinishReason.STOP, usage))))
        .isEqualTo(
            HEAD
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":null}\n\n"
                + HEAD
                + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,"
                + "\"total_tokens\":14,\"prompt_tokens_details\":{\"cached_tokens\":4,"
                + "\"cache_write_tokens\":2},\"completion_tokens_details\":{"
                + "\"reasoning_tokens\":3}}}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void usageThatNobodyKnowsIsNotInvented() {
    AnswerWriter counting = new Chunks(LABEL, true);
    assertThat(text(counting.end(completed(FinishReason.STOP, Usage.ABSENT))))
        .doesNotContain("\"choices\":[],");
    assertThat(
            text(
                new Chunks(LABEL, true)
                    .end(completed(FinishReason.STOP, Usage.REPORTED.withOutput(5)))))
        .contains("\"usage\":{\"completion_tokens\":5}}");
  }

  @Test
  void aFailureIsAnErrorEventAndNoEnd() {
    assertThat(text(chunks.failure(Trouble.of(Trouble.Kind.BAD_UPSTREAM, "It \"broke\"\n"))))
        .isEqualTo(
            "data: {\"error\":{\"message\":\"It \\\"broke\\\"\\n\",\"type\":\"server_error\","
                + "\"param\":null,\"code\":\"bad_gateway\"}}\n\n");
  }

  private static String delta(String members) {
    return HEAD
        + "\"choices\":[{\"index\":0,\"delta\":{"
        + members
        + "},\"finish_reason\":null}]}\n\n";
  }

  private static Outcome.Completed completed(FinishReason reason, Usage usage) {
    return new Outcome.Completed(
        reason, usage, new CallReport("openai", "openai", Optional.of("m"), List.of(), List.of()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
