package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiStrictnessTest {

  private static final JsonMapper JSON = new JsonMapper();

  private Sandbox sandbox;

  @BeforeAll
  void start() {
    sandbox = Sandbox.start();
  }

  @AfterAll
  void close() {
    sandbox.close();
  }

  /** What a request has besides a model and one message, and what is wrong with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"foo":1} | | Unrecognized request argument supplied: foo
          {"temperature":"1"} | invalid_type | Invalid type for 'temperature': expected a decimal, but got a string instead.
          {"temperature":3} | decimal_above_max_value | Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.
          {"presence_penalty":-2.5} | decimal_below_min_value | Invalid 'presence_penalty': decimal below minimum value. Expected a value >= -2, but got -2.5 instead.
          {"max_tokens":0} | integer_below_min_value | Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.
          {"top_p":1.5} | decimal_above_max_value | Invalid 'top_p': decimal above maximum value. Expected a value <= 1, but got 1.5 instead.
          {"seed":1.5} | invalid_type | Invalid type for 'seed': expected an integer, but got a decimal instead.
          {"n":2} | integer_above_max_value | Invalid 'n': integer above maximum value. Expected a value <= 1, but got 2 instead.
          {"tools":null} | invalid_type | Invalid type for 'tools': expected an array of objects, but got null instead.
          {"tools":[]} | empty_array | Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.
          {"stop":["a","b","c","d","e"]} | array_above_max_length | Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.
          {"service_tier":"fast"} | invalid_value | Invalid value: 'fast'. Supported values are: 'auto', 'default', 'flex', 'scale', 'priority'.
          {"stream":false,"stream_options":{"include_usage":true}} | | The 'stream_options' parameter is only allowed when 'stream' is enabled.
          {"stream_options":{"foo":true}} | unknown_parameter | Unknown parameter: 'stream_options.foo'.
          {"tool_choice":"auto"} | | Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.
          {"parallel_tool_calls":true} | | Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.
          {"tools":[{"type":"function"}]} | missing_required_parameter | Missing required parameter: 'tools[0].function'.
          {"tools":[{"type":"function","function":{"name":"a b"}}]} | invalid_value | Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.
          {"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"array"}}}]} | invalid_function_parameters | Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.
          {"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{}}}}]} | invalid_function_parameters | Invalid schema for function 'f': In context=(), 'additionalProperties' is required to be supplied and to be false.
          {"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":{"type":"function","function":{"name":"g"}}} | | Invalid value for 'tool_choice': no function named 'g' was specified in the 'tools' parameter.
          {"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"always"} | invalid_value | Invalid value: 'always'. Supported values are: 'none', 'auto', 'required'.
          {"response_format":{"type":"xml"}} | invalid_value | Invalid value: 'xml'. Supported values are: 'json_object', 'json_schema', 'text'.
          {"response_format":{"type":"json_object"}} | | 'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.
          {"response_format":{"type":"json_schema"}} | missing_required_parameter | Missing required parameter: 'response_format.json_schema'.
          {"response_format":{"type":"json_schema","json_schema":{"schema":{}}}} | missing_required_parameter | Missing required parameter: 'response_format.json_schema.name'.
          {"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}}}} | | Invalid schema for response_format 'x': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.
          {"metadata":{"a":1}} | invalid_type | Invalid type for 'metadata.a': expected a string, but got an integer instead.
          {"model":"gpt-4o","reasoning_effort":"low"} | | Unrecognized request argument supplied: reasoning_effort
          {"model":"o3","max_tokens":5} | unsupported_parameter | Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.
          {"model":"gpt-5","max_tokens":5} | unsupported_parameter | Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.
          {"model":"gpt-5","temperature":0.5} | unsupported_value | Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.
          {"model":"gpt-5.4","reasoning_effort":"low","top_p":0.5} | unsupported_value | Unsupported value: 'top_p' does not support 0.5 with this model. Only the default (1) value is supported.
          {"model":"o3","stop":"x"} | unsupported_parameter | Unsupported parameter: 'stop' is not supported with this model.
          {"model":"o3","reasoning_effort":"none"} | unsupported_value | Unsupported value: 'reasoning_effort' does not support 'none' with this model. Supported values are: 'low', 'medium', 'high'.
          """)
  void whatIsNoFieldOfItsIsRefused(String more, String code, String message) throws IOException {
    Ask ask = Ask.openai("Hi");
    ask.body.setAll((ObjectNode) JSON.readTree(more));

    assertRefused(ask, code, message);
  }

  /** Messages, and what is wrong with them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | empty_array | Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.
          [{"role":"robot","content":"x"}] | invalid_value | Invalid value: 'robot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', 'developer'.
          [{"role":"user"}] | missing_required_parameter | Missing required parameter: 'messages[0].content'.
          [{"role":"user","content":null}] | invalid_type | Invalid type for 'messages[0].content': expected a value, but got null instead.
          [{"role":"user","content":5}] | invalid_type | Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer instead.
          [{"role":"user","content":"x","foo":1}] | unknown_parameter | Unknown parameter: 'messages[0].foo'.
          [{"role":"assistant","content":null}] | | Invalid value for 'content': expected a string, got null.
          [{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://a/b"}}]}] | invalid_value | Invalid value: 'image_url'. Supported values are: 'text'.
          [{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a/b","detail":"huge"}}]}] | invalid_value | Invalid value: 'huge'. Supported values are: 'auto', 'low', 'high'.
          [{"role":"user","content":[{"type":"image_url","image_url":{"url":"cat.png"}}]}] | invalid_value | Invalid 'messages[0].content[0].image_url.url'. Expected a valid URL, but got a value with an invalid format.
          [{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/tiff;base64,AAAA"}}]}] | invalid_image_format | You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].
          [{"role":"user","content":[{"type":"text"}]}] | missing_required_parameter | Missing required parameter: 'messages[0].content[0].text'.
          [{"role":"tool","content":"x","tool_call_id":"1"}] | | Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.
          [{"role":"tool","content":"x"}] | missing_required_parameter | Missing required parameter: 'messages[0].tool_call_id'.
          [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{}}}]},{"role":"tool","tool_call_id":"1","content":"x"}] | invalid_type | Invalid type for 'messages[0].tool_calls[0].function.arguments': expected a string, but got an object instead.
          [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"2","content":"x"}] | | An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: 1
          [{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"3","content":"x"},{"role":"tool","tool_call_id":"1","content":"x"}] | | Invalid parameter: 'tool_call_id' of '3' not found in 'tool_calls' of previous message.
          """)
  void aConversationThatIsNoneIsRefused(String messages, String code, String message)
      throws IOException {
    Ask ask = Ask.openai("Hi");
    ask.body.set("messages", JSON.readTree(messages));

    assertRefused(ask, code, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Every field that the API reference has, each of them as it should be.
        """
        {"model":"gpt-4o","messages":[
          {"role":"system","content":"Be json."},{"role":"developer","content":[{"type":"text","text":"x"}]},
          {"role":"user","name":"u","content":[{"type":"text","text":"x"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}},
            {"type":"image_url","image_url":{"url":"https://example.org/cat.png"}}]},
          {"role":"assistant","content":null,"refusal":null,"tool_calls":[
            {"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},
            {"id":"2","type":"function","function":{"name":"g","arguments":""}}]},
          {"role":"tool","tool_call_id":"2","content":"b"},{"role":"tool","tool_call_id":"1","content":[{"type":"text","text":"a"}]},
          {"role":"assistant","content":[{"type":"refusal","refusal":"no"}]},
          {"role":"user","content":"x"}],
         "frequency_penalty":0.5,"presence_penalty":null,"temperature":0.7,"top_p":1,"max_tokens":50,
         "logit_bias":{"50256":-100},"logprobs":true,"top_logprobs":2,"n":1,"seed":-7,"stop":["a","b"],
         "metadata":{"a":"b"},"modalities":["text"],"store":false,"user":"me","safety_identifier":"s",
         "prompt_cache_key":"k","prompt_cache_retention":"24h","service_tier":"flex","verbosity":"low",
         "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},
         "parallel_tool_calls":false,"tool_choice":{"type":"function","function":{"name":"f"}},
         "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":
           {"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"],"additionalProperties":false}}},
           {"type":"function","function":{"name":"g"}}],
         "response_format":{"type":"json_schema","json_schema":{"name":"x","description":"d","strict":null,"schema":{}}}}
        """,
        """
        {"model":"gpt-4o-mini","messages":[{"role":"user","content":"Some JSON, please"}],"response_format":{"type":"json_object"},"stop":"x"}
        """,
        """
        {"model":"gpt-5","messages":[{"role":"user","content":"x"}],"max_completion_tokens":9,"reasoning_effort":"minimal","temperature":1}
        """,
        """
        {"model":"gpt-5.4","messages":[{"role":"user","content":"x"}],"temperature":0.2,"reasoning_effort":"none"}
        """
      })
  void whatTheReferenceAllowsIsAnswered(String body) throws IOException {
    Ask ask = Ask.openai("Hi");
    ask.body.removeAll();
    ask.body.setAll((ObjectNode) JSON.readTree(body));

    RawClient.Answer answer = RawClient.ask(sandbox, ask.header("x-stainless-lang", "js"));

    assertThat(answer.text()).doesNotContain("\"error\"");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsKeys("x-request-id", "x-ratelimit-remaining-requests");
  }

  @Test
  void whatIsNoJsonIsToldSo() throws IOException {
    try (RawClient client = new RawClient(sandbox)) {
      RawClient.Answer answer = client.send(Ask.openai("Hi").bytes("{")).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("We could not parse the JSON body of your request.");
    }
  }

  @Test
  void anotherContentTypeIsRefused() throws IOException {
    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.openai("Hi").header("content-type", "text/plain"));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text()).contains("Unsupported content type: 'text/plain'");
  }

  @Test
  void anotherMethodIsRefused() throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.openai("Hi").method("PUT"));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text()).contains("Not allowed to PUT on /v1/chat/completions.");
  }

  private void assertRefused(Ask ask, String code, String message) throws IOException {
    int before = sandbox.violations().size();
    RawClient.Answer answer = RawClient.ask(sandbox, ask);
    JsonNode error = JSON.readTree(answer.body()).path("error");
    assertThat(error.path("message").asText()).isEqualTo(message);
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asText("")).isEqualTo(code == null ? "" : code);
    assertThat(error.has("param")).isTrue();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(sandbox.violations()).hasSizeGreaterThan(before);
  }
}
