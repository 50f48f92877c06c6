package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRequestTest {
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";

  /** What is wrong in a request that is good otherwise; what is named; what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"model\":7 | model | expected a string, but got an integer instead",
        "\"model\":\" \" | model | not blank",
        "\"temperature\":\"hot\" | temperature | expected a number, but got a string instead",
        "\"temperature\":-1 | temperature | 0.0 or more, but got -1",
        "\"temperature\":1e400 | temperature | but got 1E+400",
        "\"top_p\":1.1 | top_p | from 0.0 to 1.0, but got 1.1",
        "\"presence_penalty\":3 | presence_penalty | from -2.0 to 2.0",
        "\"frequency_penalty\":true | frequency_penalty | but got a boolean",
        "\"max_tokens\":0 | max_tokens | from 1 to 2147483647, but got 0",
        "\"max_tokens\":1.5 | max_tokens | expected an integer, but got a decimal instead",
        "\"max_completion_tokens\":99999999999 | max_completion_tokens | but got 99999999999",
        "\"max_tokens\":1,\"max_completion_tokens\":2 | max_tokens | contradicts",
        "\"seed\":9223372036854775808 | seed | but got 9223372036854775808",
        "\"stop\":7 | stop | a string or an array of strings",
        "\"stop\":[\"a\",1] | stop[1] | expected a string",
        "\"n\":2 | n | a request has one answer here",
        "\"n\":\"1\" | n | expected an integer",
        "\"logprobs\":true | logprobs | no log probabilities",
        "\"top_logprobs\":3 | top_logprobs | no log probabilities",
        "\"functions\":[{}] | functions | use 'tools'",
        "\"function_call\":\"auto\" | function_call | use 'tools'",
        "\"audio\":{} | audio | answers here are text",
        "\"modalities\":[\"text\",\"audio\"] | modalities[1] | answers here are text",
        "\"reasoning_effort\":\"hard\" | reasoning_effort | Supported values are: 'none', 'minimal'",
        "\"stream\":\"yes\" | stream | expected a boolean",
        "\"stream_options\":{\"include_usage\":true} | stream_options | only allowed when 'stream'",
        "\"stream\":true,\"stream_options\":[1] | stream_options | expected an object",
        "\"response_format\":\"json\" | response_format | expected an object",
        "\"response_format\":{} | response_format.type | Missing required parameter",
        "\"response_format\":{\"type\":\"xml\"} | response_format.type | 'json_schema'",
        "\"response_format\":{\"type\":\"json_schema\"} | response_format.json_schema | Missing",
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":7}}"
            + " | response_format.json_schema.schema | expected an object",
        "\"tools\":{} | tools | an array of objects, but got an object",
        "\"tools\":[null] | tools[0] | expected an object, but got null",
        "\"tools\":[{}] | tools[0].type | Missing required parameter",
        "\"tools\":[{\"type\":\"custom\"}] | tools[0].type | tools here are functions",
        "\"tools\":[{\"type\":\"function\"}] | tools[0].function | Missing",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"\"}}]"
            + " | tools[0].function.name | not blank",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":\"{}\"}}]"
            + " | tools[0].function.parameters | expected an object, but got a string",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},"
            + "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"
            + " | tools[1].function.name | two tools of this name",
        "\"tool_choice\":\"required\" | tool_choice | only allowed when 'tools' are specified",
        "\"tool_choice\":\"any\" | tool_choice | Supported values",
        "\"tool_choice\":7 | tool_choice | expected a string or an object",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"
            + " | tool_choice.function.name | no function of this name",
      })
  void aWrongMemberIsNamed(String members, String parameter, String said) {
    Trouble trouble = refused("{" + HELLO + "," + members + "}");
    assertThat(trouble.parameter()).contains(parameter);
    assertThat(trouble.message()).contains("'" + parameter + "'").contains(said);
    assertThat(trouble.kind().status()).isEqualTo(400);
    assertThat(trouble.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | messages | expected an array of objects, but got an object",
        "[] | messages | empty array",
        "[7] | messages[0] | expected an object, but got an integer",
        "[{\"content\":\"x\"}] | messages[0].role | Missing",
        "[{\"role\":7,\"content\":\"x\"}] | messages[0].role | expected a string",
        "[{\"role\":\"robot\",\"content\":\"x\"}] | messages[0].role | \"robot\". Supported values",
        "[{\"role\":\"function\",\"name\":\"f\",\"content\":\"x\"}] | messages[0].role | 'tool'",
        "[{\"role\":\"user\"}] | messages[0].content | Missing",
        "[{\"role\":\"user\",\"content\":null}] | messages[0].content | but got null",
        "[{\"role\":\"user\",\"content\":[]}] | messages[0].content | empty array",
        "[{\"role\":\"user\",\"content\":[\"x\"]}] | messages[0].content[0] | expected an object",
        "[{\"role\":\"user\",\"content\":[{}]}] | messages[0].content[0].type | Missing",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]"
            + " | messages[0].content[0].text | Missing",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]"
            + " | messages[0].content[0].type | text and images",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"https://h/\"}]}]"
            + " | messages[0].content[0].image_url | expected an object",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///x\"}}]}]"
            + " | messages[0].content[0].image_url.url | https:",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"a b\"}}]}]"
            + " | messages[0].content[0].image_url.url | https:",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:text/html;base64,AA==\"}}]}]"
            + " | messages[0].content[0].image_url.url | data:image/",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,?\"}}]}]"
            + " | messages[0].content[0].image_url.url | not base64",
        "[{\"role\":\"system\",\"content\":[{\"type\":\"image_url\"}]}]"
            + " | messages[0].content[0].type | Supported values are: 'text'",
        "[{\"role\":\"assistant\"}] | messages[0].content | no 'tool_calls'",
        "[{\"role\":\"assistant\",\"content\":7}] | messages[0].content | a string or an array",
        "[{\"role\":\"assistant\",\"content\":\"\",\"function_call\":{\"name\":\"f\"}}]"
            + " | messages[0].function_call | use 'tool_calls'",
        "[{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"custom\"}]}]"
            + " | messages[0].tool_calls[0].type | tools here are functions",
        "[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}]"
            + " | messages[0].tool_calls[0].id | Missing",
        "[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":{}}}]}]"
            + " | messages[0].tool_calls[0].function.arguments | expected a string",
        "[{\"role\":\"assistant\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"\"}]}]"
            + " | messages[0].reasoning_details[0].signature | not blank",
        "[{\"role\":\"tool\",\"content\":\"x\"}] | messages[0].tool_call_id | Missing",
        "[{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":{}}]"
            + " | messages[0].content | a string or an array",
      })
  void aWrongMessageIsNamed(String messages, String parameter, String said) {
    Trouble trouble = refused("{\"messages\":" + messages + "}");
    assertThat(trouble.parameter()).contains(parameter);
    assertThat(trouble.message()).contains("'" + parameter + "'").contains(said);
  }

  @Test
  void withoutMessagesThereIsNothingToAnswer() {
    assertThat(refused("{}").message()).isEqualTo("Missing required parameter: 'messages'.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | The request has no body; expected a JSON object",
        "[] | The body of the request is not a JSON object",
        "7 | The body of the request is not a JSON object",
        "null | The body of the request is not a JSON object",
        "{\"a\":1}x | not valid JSON, line 1, column 8: Unrecognized token 'x'",
        "{\"a\":1,\"a\":2} | not valid JSON, line 1, column 11: Duplicate field 'a'",
        "{\"a\":NaN} | not valid JSON, line 1, column 9: Non-standard token 'NaN'",
        "{\"a\": | not valid JSON, line 1, column 6: Unexpected end-of-input",
        "{ | not valid JSON, line 1, column 2: Unexpected end-of-input",
        "{'a':1} | not valid JSON, line 1, column 2: Unexpected character (''' (code 39))",
      })
  void whatIsNoJsonObjectIsRefusedWithItsPlace(String body, String said) {
    assertThat(refused(body).message()).contains(said).doesNotContain("`");
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 1_000_000})
  void whatIsTooDeepIsRefused(int depth) {
    String body = "{" + HELLO + ",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertThat(refused(body).message()).contains("nesting depth").doesNotContain("`");
  }

  @Test
  void aNumberWithoutEndIsRefused() {
    assertThat(refused("{" + HELLO + ",\"seed\":" + "9".repeat(5000) + "}").message())
        .contains("Number value length");
  }

  @Test
  void brokenTextIsRefused() {
    byte[] body = ("{" + HELLO + ",\"user\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(body).message()).contains("Invalid UTF-8");
  }

  @Test
  void whatAClientSentIsNotToldBackWithoutEnd() {
    assertThat(
            refused("{" + HELLO + ",\"reasoning_effort\":\"" + "x".repeat(9999) + "\"}").message())
        .hasSizeLessThan(300);
  }

  private static Trouble refused(String body) {
    return refused((body == null ? "" : body).getBytes(UTF_8));
  }

  private static Trouble refused(byte[] body) {
    return catchThrowableOfType(RefusedException.class, () -> RequestReader.read(body)).trouble();
  }
}
