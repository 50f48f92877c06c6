package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.http.decode.DecodeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonViewTest {

  @Nested
  class Lenience {
    private final JsonView view =
        JsonView.parse("{\"error\":{\"message\":\"m\",\"code\":429},\"list\":[1,\"b\",null]}");

    @Test
    void whatIsThereIsFound() {
      assertThat(view.get("error").get("message").text()).isEqualTo("m");
      assertThat(view.get("error").get("code").text()).isEqualTo("429");
      assertThat(view.get("error").get("code").asLong(0)).isEqualTo(429);
      assertThat(view.get("list").at(1).text()).isEqualTo("b");
      assertThat(view.get("list").elements())
          .extracting(JsonView::toString)
          .containsExactly("1", "\"b\"", "null");
      assertThat(view.names()).containsExactly("error", "list");
    }

    @Test
    void whatIsNotThereIsMissingHoweverDeep() {
      JsonView missing = view.get("x").at(3).get("y");
      assertThat(missing.kind()).isEqualTo(JsonView.Kind.MISSING);
      assertThat(missing.isPresent()).isFalse();
      assertThat(missing.text()).isNull();
      assertThat(missing.text("none")).isEqualTo("none");
      assertThat(missing.elements()).isEmpty();
      assertThat(missing.names()).isEmpty();
      assertThat(missing.size()).isZero();
      assertThat(missing.tree()).isNull();
      assertThat(missing).isEqualTo(JsonView.missing()).hasToString("null");
    }

    @Test
    void whatIsOfAnotherKindGivesTheFallback() {
      JsonView list = view.get("list");
      assertThat(list.get("a").kind()).isEqualTo(JsonView.Kind.MISSING);
      assertThat(list.at(-1).kind()).isEqualTo(JsonView.Kind.MISSING);
      assertThat(list.at(2).kind()).isEqualTo(JsonView.Kind.NULL);
      assertThat(list.text()).isNull();
      assertThat(list.at(1).asLong(7)).isEqualTo(7);
      assertThat(list.at(1).asDouble(0.5)).isEqualTo(0.5);
      assertThat(list.at(1).asBoolean(true)).isTrue();
      assertThat(view.at(0).kind()).isEqualTo(JsonView.Kind.MISSING);
    }
  }

  @Nested
  class Numbers {

    @Test
    void numbersOfAnySize() {
      JsonView view = JsonView.parse("[9223372036854775807,12345678901234567890,1e400,0.5,1e999]");
      assertThat(view.at(0).asLong(0)).isEqualTo(Long.MAX_VALUE);
      assertThat(view.at(1).asLong(7)).isEqualTo(7);
      assertThat(view.at(1).text()).isEqualTo("12345678901234567890");
      assertThat(view.at(2).asDouble(0)).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(view.at(2).text()).isEqualTo("1E+400");
      assertThat(view.at(3).asDouble(0)).isEqualTo(0.5);
      assertThat(view.at(3).asLong(7)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e99999999999"})
    void exponentsBeyondAnyUse(String json) {
      assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> JsonView.parse(json));
    }
  }

  @Nested
  class Parsing {

    @Test
    void aRangeOfAnArray() {
      assertThat(JsonView.parse("##[1]##".getBytes(UTF_8), 2, 3)).hasToString("[1]");
    }

    @Test
    void ofRepeatedNamesTheLastCounts() {
      assertThat(JsonView.parse("{\"a\":1,\"b\":2,\"a\":3}")).hasToString("{\"a\":3,\"b\":2}");
    }

    @Test
    void failuresSayWhere() {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> JsonView.parse("##{\"é\": ?}".getBytes(UTF_8), 2, 9))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(DecodeException.Kind.MALFORMED))
          .satisfies(e -> assertThat(e.offset()).isBetween(7L, 8L))
          .withMessageContaining("byte");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "{",
          "[1,]",
          "{\"a\"}",
          "1 2",
          "{} x",
          "nul",
          "\"a",
          "<html>",
          "{\"a\":01}"
        })
    void whatIsNoDocumentIsRefused(String json) {
      assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> JsonView.parse(json));
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> JsonView.parse(json.getBytes(UTF_8)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(DecodeException.Kind.MALFORMED));
    }

    @Test
    void whatExceedsABoundIsRefusedAsSuch() {
      assertThat(refusal("[".repeat(300) + "]".repeat(300)))
          .isEqualTo(DecodeException.Kind.TOO_LARGE);
      assertThat(refusal("1".repeat(2000))).isEqualTo(DecodeException.Kind.TOO_LARGE);
    }

    private DecodeException.Kind refusal(String json) {
      DecodeException[] thrown = new DecodeException[1];
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> JsonView.parse(json))
          .satisfies(e -> thrown[0] = e);
      return thrown[0].kind();
    }

    @Test
    void bytesThatLookLikeAnotherEncodingAreRefused() {
      byte[] odd = {0, 0, (byte) 0xFE, (byte) 0xFF, 1, 2, 3};
      assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> JsonView.parse(odd));
    }
  }
}
