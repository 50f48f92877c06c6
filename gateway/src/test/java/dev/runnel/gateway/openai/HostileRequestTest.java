package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.gateway.form.RefusedException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client sends is read, or refused with a reason; nothing else is ever thrown. */
class HostileRequestTest {
  private static final String GOOD =
      """
      {"model":"openai/gpt-4o","messages":[
        {"role":"system","content":"Be brief"},
        {"role":"user","content":[{"type":"text","text":"What?"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}}]},
        {"role":"assistant","content":null,"reasoning_content":"r","tool_calls":[
          {"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"c1","content":"1"}],
       "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{}}}],
       "tool_choice":{"type":"function","function":{"name":"f"}},
       "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},
       "temperature":0.5,"stop":["a"],"stream":true,"stream_options":{"include_usage":true}}""";

  @Property(tries = 500)
  void bytesOfAllKinds(@ForAll byte[] body) {
    readOrRefused(body);
  }

  /** One value of a good request is another. */
  @Property(tries = 1000)
  void aValueOfAnotherType(@ForAll("places") int place, @ForAll("values") String value) {
    int from = GOOD.indexOf(':', place) + 1;
    int to = from;
    int depth = 0;
    while (to < GOOD.length() && (depth > 0 || ",}]".indexOf(GOOD.charAt(to)) < 0)) {
      depth += "[{".indexOf(GOOD.charAt(to)) >= 0 ? 1 : "]}".indexOf(GOOD.charAt(to)) >= 0 ? -1 : 0;
      to++;
    }
    readOrRefused((GOOD.substring(0, from) + value + GOOD.substring(to)).getBytes(UTF_8));
  }

  /** A good request, cut or with some bytes in it. */
  @Property(tries = 500)
  void aBrokenText(@ForAll("places") int place, @ForAll("values") String piece) {
    readOrRefused((GOOD.substring(0, place) + piece).getBytes(UTF_8));
    readOrRefused((GOOD.substring(0, place) + piece + GOOD.substring(place)).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, GOOD.lastIndexOf(':') - 1);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "9".repeat(350),
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "\"\\u0000\\r\\nx-evil: 1\"",
            "\"data:image/png;base64,\"",
            "\"http://[\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"type\":\"text\"}",
            "{\"type\":\"function\",\"function\":null}",
            "[".repeat(300),
            ",",
            "\u0000"));
  }

  private static void readOrRefused(byte[] body) {
    try {
      assertThat(RequestReader.read(body).request().messages()).isNotEmpty();
    } catch (RefusedException e) {
      assertThat(e.trouble().kind().status()).isEqualTo(400);
      assertThat(e.trouble().message()).isNotBlank().hasSizeLessThan(2000);
    }
  }
}
