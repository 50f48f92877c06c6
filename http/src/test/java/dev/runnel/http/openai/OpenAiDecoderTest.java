package dev.runnel.http.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.http.decode.DecodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiDecoderTest {
  private final OpenAiDecoder decoder = new OpenAiDecoder();

  private List<String> told(String text) {
    byte[] event = text.getBytes(UTF_8);
    Told told = new Told();
    byte[] array = new byte[event.length + 4];
    Arrays.fill(array, (byte) '#');
    System.arraycopy(event, 0, array, 2, event.length);
    decoder.decode(array, 2, event.length, told);
    return told.lines;
  }

  private static String delta(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}";
  }

  private DecodeException refusal(String event) {
    Told told = new Told();
    byte[] bytes = event.getBytes(UTF_8);
    DecodeException[] thrown = new DecodeException[1];
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decoder.decode(bytes, 0, bytes.length, told))
        .satisfies(e -> thrown[0] = e);
    assertThat(told.lines).as("told before the refusal").isEmpty();
    return thrown[0];
  }

  @Nested
  class Content {

    @Test
    void aChunkOfTheUsualShape() {
      assertThat(
              told(
                  "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1687700000,\"model\":\"gpt-4\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                      + " Hi\"},\"logprobs\":null,\"finish_reason\":null}]}"))
          .containsExactly("id chatcmpl-1", "model gpt-4", "text  Hi");
    }

    @Test
    void idAndModelAreToldOnceAndWhereTheyChange() {
      told("{\"id\":\"a\",\"model\":\"m\",\"choices\":[]}");
      assertThat(told("{\"id\":\"a\",\"model\":\"m\",\"choices\":[]}")).isEmpty();
      assertThat(told("{\"id\":\"a\",\"model\":\"n\",\"choices\":[]}")).containsExactly("model n");
    }

    @Test
    void argumentsThatAreAnObjectAreItsText() {
      assertThat(
              told(
                  delta(
                      "{\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":"
                          + "{\"n\": 1.50, \"s\":[\"a\\n\", null, true]}}}]}")))
          .containsExactly("tool 0 c f {\"n\":1.5,\"s\":[\"a\\n\",null,true]}");
      List<String> exact = new ArrayList<>();
      byte[] event =
          delta("{\"tool_calls\":[{\"function\":{\"arguments\":{\"n\":12345678901234567890.50}}}]}")
              .getBytes(UTF_8);
      OpenAiListener listener =
          new OpenAiListener() {
            @Override
            public void onToolCall(OpenAiToolCallDelta call) {
              exact.add(call.arguments());
            }
          };
      new OpenAiDecoder().decode(event, 0, event.length, listener);
      assertThat(exact).containsExactly("{\"n\":12345678901234567890.50}");
    }

    @Test
    void aFunctionCallOfTheOldFormIsAToolCall() {
      assertThat(told(delta("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}")))
          .containsExactly("tool 0 null f {");
      assertThat(told(delta("{\"content\":\"x\",\"function_call\":null}")))
          .containsExactly("text x");
      assertThat(
              told(
                  delta(
                      "{\"function_call\":{\"name\":\"f\"},\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"g\"}}]}")))
          .containsExactly("tool 0 c g null");
    }

    @Test
    void thinkingAmongThePartsIsReasoning() {
      assertThat(
              told(
                  delta(
                      "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
                          + "{\"type\":\"text\",\"text\":\"Hi\"}]}")))
          .containsExactly("reasoning hm", "text Hi");
    }

    @Test
    void theRoleChunkWithEmptyContentTellsNothing() {
      assertThat(told(delta("{\"role\":\"assistant\",\"content\":\"\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"choices\":[]}",
          "{\"choices\":null}",
          "{\"choices\":[null]}",
          "{\"choices\":[{}]}",
          "{\"choices\":[{\"delta\":null}]}",
          "{\"choices\":[{\"delta\":{}}]}",
          "{\"choices\":[{\"delta\":{\"content\":null}}]}",
          "{\"choices\":[{\"delta\":{\"content\":7}}]}",
          "{\"choices\":[{\"finish_reason\":null,\"delta\":{\"tool_calls\":null}}]}",
          "{\"choices\":[{\"finish_reason\":\"\"}]}",
          "{\"usage\":null,\"error\":null}",
          "{}",
          " {\t\r\n} "
        })
    void chunksThatTellNothing(String event) {
      assertThat(told(event)).isEmpty();
    }

    @Test
    void wholeCompletion() {
      assertThat(
              told(
                  "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"All"
                      + " of it\"},\"finish_reason\":\"stop\"}],"
                      + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}"))
          .containsExactly("text All of it", "usage [9, 3, 12, -1, -1, -1]", "finish stop");
    }

    @Test
    void contentAsAnArrayOfTextParts() {
      assertThat(
              told(
                  delta(
                      "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"text\":\"c\",\"type\":\"image\"},"
                          + "7,{\"text\":\"b\"}]}")))
          .containsExactly("text ab");
    }

    @Test
    void escapesPairsAndLoneSurrogates() {
      assertThat(told(delta("{\"content\":\"\\u00e9\\n\\\"\\/\\ud83d\\ude00 \\ud83d|\\ude00\"}")))
          .containsExactly("text é\n\"/😀 \uFFFD|\uFFFD");
    }

    @Test
    void charactersBeyondTheBasicPlaneAsTheyAre() {
      assertThat(told(delta("{\"content\":\"文字 😀 ü\"}"))).containsExactly("text 文字 😀 ü");
    }

    @Test
    void escapedKeysAreKeys() {
      assertThat(told("{\"cho\\u0069ces\":[{\"d\\u0065lta\":{\"c\\u006fntent\":\"x\"}}]}"))
          .containsExactly("text x");
    }

    @Test
    void keysWithinStringsAndForeignObjectsAreNone() {
      assertThat(
              told(
                  "{\"x\":{\"choices\":[{\"delta\":{\"content\":\"no\"}}],\"error\":1},"
                      + "\"delta\":{\"content\":\"no\"},\"content\":\"no\",\"y\":\"\\\"content\\\":\\\"no\\\"\","
                      + "\"choices\":[{\"content\":\"no\",\"delta\":{\"delta\":{\"content\":\"no\"},"
                      + "\"content\":\"yes\"}}]}"))
          .containsExactly("text yes");
    }

    @Test
    void onlyTheChoiceOfIndexNoughtIsText() {
      assertThat(
              told(
                  "{\"choices\":[{\"delta\":{\"content\":\"b\"},\"index\":1,\"finish_reason\":\"stop\"},"
                      + "{\"delta\":{\"content\":\"a\"},\"index\":0}]}"))
          .containsExactly("text a");
      assertThat(told("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}")).isEmpty();
    }

    @Test
    void withoutAnIndexThePlaceCounts() {
      assertThat(
              told(
                  "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}"))
          .containsExactly("text a");
    }

    @Test
    void ofRepeatedFieldsTheLastCounts() {
      assertThat(
              told(
                  "{\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"choices\":[{\"delta\":{\"content\":\"a\"},"
                      + "\"delta\":{\"content\":\"b\",\"content\":\"c\"}}]}"))
          .containsExactly("text c");
    }

    @Test
    void theDeltaGoesBeforeTheMessageThatRepeatsTheWhole() {
      String delta = "\"delta\":{\"content\":\"c\"}";
      String message = "\"message\":{\"content\":\"abc\"}";
      assertThat(told("{\"choices\":[{" + delta + "," + message + "}]}")).containsExactly("text c");
      assertThat(told("{\"choices\":[{" + message + "," + delta + "}]}")).containsExactly("text c");
    }

    @Test
    void reasoningUnderEitherName() {
      assertThat(told(delta("{\"reasoning\":\"a\",\"content\":\"\"}")))
          .containsExactly("reasoning a");
      assertThat(told(delta("{\"content\":\"t\",\"reasoning_content\":\"b\",\"reasoning\":\"b\"}")))
          .containsExactly("reasoning b", "text t");
    }

    @Test
    void refusals() {
      assertThat(told(delta("{\"refusal\":\"I cannot\"}"))).containsExactly("refusal I cannot");
    }

    @Test
    void toolCalls() {
      assertThat(
              told(
                  delta(
                      "{\"tool_calls\":[{\"index\":1,\"id\":\"c1\",\"type\":\"function\",\"function\":"
                          + "{\"name\":\"f\",\"arguments\":\"\"}},{\"index\":0,\"function\":{\"arguments\":"
                          + "\"{\\\"a\\\"\"}}]}")))
          .containsExactly("tool 1 c1 f ", "tool 0 null null {\"a\"");
    }
  }

  @Nested
  class Ends {

    @ParameterizedTest
    @ValueSource(strings = {"stop", "length", "content_filter", "tool_calls", "odd"})
    void finishReasons(String reason) {
      assertThat(told("{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}"))
          .containsExactly("finish " + reason);
    }

    @Test
    void finishReasonBeforeContentInTheSameChunk() {
      assertThat(told("{\"choices\":[{\"finish_reason\":\"stop\",\"delta\":{\"content\":\"x\"}}]}"))
          .containsExactly("text x", "finish stop");
    }

    @Test
    void theUsageChunk() {
      assertThat(
              told(
                  "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,"
                      + "\"total_tokens\":3,\"completion_tokens_details\":{\"x\":1,\"reasoning_tokens\":4},"
                      + "\"prompt_tokens_details\":{\"cached_tokens\":5,\"cache_write_tokens\":6.0}}}"))
          .containsExactly("usage [1, 2, 3, 4, 5, 6]");
    }

    @Test
    void usageOfUnusableNumbersIsNone() {
      assertThat(
              told(
                  "{\"usage\":{\"prompt_tokens\":1e400,\"completion_tokens\":-5,"
                      + "\"total_tokens\":123456789012345678901234567890}}"))
          .isEmpty();
    }

    @Test
    void aDecimalAfterANumberBeyondAnyLong() {
      assertThat(
              told(
                  "{\"usage\":{\"prompt_tokens\":12345678901234567890,\"completion_tokens\":2e+3,"
                      + "\"total_tokens\":2.5}}"))
          .containsExactly("usage [-1, 2000, -1, -1, -1, -1]");
    }

    @Test
    void theMarkerIsNoJson() {
      assertThat(OpenAiDecoder.isDone(" [DONE] ".getBytes(UTF_8), 0, 8)).isTrue();
      assertThat(OpenAiDecoder.isDone("[DONE".getBytes(UTF_8), 0, 5)).isFalse();
      assertThat(OpenAiDecoder.isDone("[done]".getBytes(UTF_8), 0, 6)).isFalse();
    }
  }

  @Nested
  class Errors {

    @Test
    void anErrorObject() {
      assertThat(
              told(
                  "{\n  \"error\": {\n    \"message\": \"The model: `gpt-4` does not exist\",\n"
                      + "    \"type\": \"invalid_request_error\",\n    \"param\": null,\n"
                      + "    \"code\": \"model_not_found\"\n  }\n}\n"))
          .containsExactly(
              "error The model: `gpt-4` does not exist / invalid_request_error / model_not_found");
    }

    @Test
    void aNumberAsCode() {
      assertThat(told("{\"error\":{\"code\":429,\"message\":\"slow\",\"metadata\":{\"a\":[1]}}}"))
          .containsExactly("error slow / null / 429");
    }

    @Test
    void anErrorString() {
      assertThat(told("{\"error\":\"overloaded\"}"))
          .containsExactly("error overloaded / null / null");
    }

    @Test
    void aCodeAtTheTop() {
      assertThat(told("{\"code\":\"AI.LS: NEED REFRESH\",\"message\":\"refresh\"}"))
          .containsExactly("error refresh / null / AI.LS: NEED REFRESH");
    }

    @Test
    void anObjectOfTypeError() {
      assertThat(
              told(
                  "{\"object\":\"error\",\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}"))
          .containsExactly("error m / BadRequestError / 400");
    }

    @Test
    void anAnswerWithACodeIsNoError() {
      assertThat(
              told("{\"code\":0,\"message\":\"ok\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}"))
          .containsExactly("text a");
    }

    @Test
    void anErrorBesideAFinishReasonIsNoEnd() {
      assertThat(
              told(
                  "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"error\"}],"
                      + "\"error\":{\"message\":\"m\"}}"))
          .containsExactly("text a", "error m / null / null");
    }
  }

  @Nested
  class Refusals {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "  ",
          "[DONE]",
          "null",
          "7",
          "\"text\"",
          "[{\"choices\":[]}]",
          "<html>",
          "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
          "{\"choices\":[{\"delta\":{\"content\":\"a",
          "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}}",
          "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]} {}",
          "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]} tru",
          "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],}",
          "{\"choices\":[{\"delta\":{\"content\":\"a\nb\"}}]}",
          "{\"choices\":[{\"delta\":{\"content\":\"\\x\"}}]}",
          "{\"a\":01}",
          "{'a':1}",
          "{\"a\":NaN}",
          "{\"a\":1 /* no */}",
          "\uFEFF{}"
        })
    void eventsThatAreNoJsonObject(String event) {
      assertThat(refusal(event).kind()).isEqualTo(DecodeException.Kind.MALFORMED);
    }

    @Test
    void theOffsetCountsFromTheEventsStart() {
      assertThat(told("{\"choices\":[]}")).isEmpty();
      assertThat(refusal("  {\"a\": ?}").offset()).isBetween(8L, 9L);
    }

    @Test
    void nestingBeyondAnyUse() {
      DecodeException refusal = refusal("{\"a\":" + "[".repeat(10_000));
      assertThat(refusal.kind()).isEqualTo(DecodeException.Kind.TOO_LARGE);
    }

    @Test
    void invalidUtf8() {
      byte[] event = delta("{\"content\":\"#\"}").getBytes(UTF_8);
      event[new String(event, UTF_8).indexOf('#')] = (byte) 0xFF;
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> decoder.decode(event, 0, event.length, new Told()));
    }

    @Test
    void theNextEventIsReadAsIfNothingHadHappened() {
      refusal("{\"choices\":[{\"delta\":{\"content\":\"a");
      assertThat(told(delta("{\"content\":\"b\"}"))).containsExactly("text b");
    }
  }
}
