package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.CallReport;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionTest {
  @Test
  void textIsOneMessage() {
    assertThat(written(Usage.reported(3, 4), new ContentPart.Text("Hi"), new ContentPart.Text("!")))
        .isEqualTo(
            "{\"id\":\"chatcmpl-7\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"content\":\"Hi!\",\"refusal\":null},\"logprobs\":null,"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
                + "\"completion_tokens\":4,\"total_tokens\":7}}");
  }

  @Test
  void callsAloneHaveNoContent() {
    assertThat(
            written(
                Usage.ABSENT,
                new ContentPart.ToolCall("c1", "now", "{\"a\":1}"),
                new ContentPart.ToolCall("c2", "add", "{")))
        .contains(
            "\"content\":null,\"refusal\":null,\"tool_calls\":["
                + "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"now\","
                + "\"arguments\":\"{\\\"a\\\":1}\"}},"
                + "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"add\","
                + "\"arguments\":\"{\"}}]},")
        .contains("\"finish_reason\":\"tool_calls\"")
        .doesNotContain("usage");
  }

  @Test
  void anEmptyAnswerHasEmptyContent() {
    assertThat(written(Usage.ABSENT)).contains("\"content\":\"\"");
  }

  @Test
  void whatWasThoughtAndSignedIsTold() {
    assertThat(
            written(
                Usage.ABSENT,
                new ContentPart.Reasoning("a", "s"),
                new ContentPart.Reasoning("b", null),
                new ContentPart.Reasoning("", "t"),
                new ContentPart.Text("x")))
        .contains(
            "\"reasoning_content\":\"ab\",\"reasoning_details\":["
                + "{\"type\":\"reasoning.text\",\"text\":\"a\",\"signature\":\"s\"},"
                + "{\"type\":\"reasoning.text\",\"text\":\"\",\"signature\":\"t\"}]}");
  }

  @Test
  void whatWasWrittenCanBeGivenBack() {
    List<ContentPart> said =
        List.of(
            new ContentPart.Reasoning("a", "s"),
            new ContentPart.Text("\ud83d\ude00"),
            new ContentPart.ToolCall("c1", "now", "{}"));
    String document = written(Usage.ABSENT, said.toArray(ContentPart[]::new));
    String message =
        document.substring(
            document.indexOf("\"message\":") + 10, document.indexOf(",\"logprobs\""));
    assertThat(
            RequestReader.read(("{\"messages\":[" + message + "]}").getBytes(UTF_8))
                .request()
                .lastMessage()
                .parts())
        .isEqualTo(said);
  }

  @Test
  void anEstimateIsCalledOne() {
    Usage guess =
        new Usage(
            Usage.Source.ESTIMATED,
            java.util.OptionalLong.of(1),
            java.util.OptionalLong.of(2),
            java.util.OptionalLong.empty(),
            java.util.OptionalLong.empty(),
            java.util.OptionalLong.empty());
    assertThat(written(guess, new ContentPart.Text("x")))
        .contains("\"total_tokens\":3,\"estimated\":true}");
  }

  private static String written(Usage usage, ContentPart... parts) {
    Answer answer =
        new Answer(
            List.of(parts),
            true,
            FinishReason.STOP,
            usage,
            new CallReport("openai", "openai", Optional.of("m"), List.of(), List.of()));
    AnswerLabel label = new AnswerLabel("7", Instant.ofEpochSecond(1), "m");
    return new String(Completion.of(answer, label), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, invalid_request_error, null, \"invalid_api_key\"",
    "CONTEXT_TOO_LONG, invalid_request_error, \"messages\", \"context_length_exceeded\"",
    "MODEL_NOT_FOUND, invalid_request_error, \"model\", \"model_not_found\"",
    "RATE_LIMITED, rate_limit_error, null, \"rate_limit_exceeded\"",
    "QUOTA, insufficient_quota, null, \"insufficient_quota\"",
    "INVALID_REQUEST, invalid_request_error, null, null",
    "UNAVAILABLE, server_error, null, \"service_unavailable\""
  })
  void errorsAreInOpenAisWords(Trouble.Kind kind, String type, String parameter, String code) {
    assertThat(error(Trouble.of(kind, "No")))
        .isEqualTo(
            "{\"error\":{\"message\":\"No\",\"type\":\""
                + type
                + "\",\"param\":"
                + parameter
                + ",\"code\":"
                + code
                + "}}");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfErrorHasAllFourMembers(Trouble.Kind kind) {
    assertThat(error(Trouble.of(kind, "No")))
        .matches("\\{\"error\":\\{\"message\":\"No\",\"type\":\".+\",\"param\":.+,\"code\":.+}}");
  }

  @Test
  void aWrongMemberIsNamed() {
    assertThat(error(Trouble.invalid("messages[0].role", "No")))
        .contains("\"param\":\"messages[0].role\",\"code\":null");
  }

  private static String error(Trouble trouble) {
    return new String(new OpenAiForm().error(trouble, "req_1"), UTF_8);
  }
}
