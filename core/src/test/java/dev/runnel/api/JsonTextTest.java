package dev.runnel.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the arguments of a tool call are a whole JSON object. */
class JsonTextTest {
  private static final String RICH =
      "{\"a\":[1,-0.5e+3,0,10E-2,true,false,null,\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\",{},[]],"
          + "\"b\":{\"\":{\"c\":[[[]]]}},\"grün 🌿\":\"{[\"}";

  private static boolean whole(String arguments) {
    return new ContentPart.ToolCall("id", "f", arguments).isWhole();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", " \t\r\n{ } ", RICH, "{\"a\" : 1 , \"a\" : 2}", "{\"a\":0.0}", "{\"a\":-0}"})
  void anObjectIsWhole(String arguments) {
    assertThat(whole(arguments)).isTrue();
  }

  @Test
  void noPieceOfAnObjectIsWhole() {
    for (int length = 0; length < RICH.length(); length++) {
      assertThat(whole(RICH.substring(0, length))).as(RICH.substring(0, length)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"{}\"",
        "7",
        "{}{}",
        "{} x",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":[1}}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\\u００００\"}",
        "{\"a\":\u00a01}",
        "{\"a\":\"\\"
      })
  void anythingElseIsNot(String arguments) {
    assertThat(whole(arguments)).isFalse();
  }

  @Test
  void nestingWithoutEndIsRefusedAndNotFollowed() {
    assertThat(whole("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}")).isTrue();
    assertThat(whole("{\"a\":" + "[".repeat(1_000_000))).isFalse();
    assertThat(whole("{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}")).isFalse();
  }
}
