package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.http.decode.DecodeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

  private static String json(UnaryOperator<JsonWriter> writing) {
    return new String(writing.apply(new JsonWriter()).toByteArray(), UTF_8);
  }

  @Test
  void aRequestBody() {
    JsonWriter json =
        new JsonWriter()
            .beginObject()
            .field("model", "gpt-4")
            .field("temperature", 0.6)
            .field("max_tokens", 100)
            .field("stream", true);
    json.name("messages").beginArray();
    for (String content : List.of("Hello", "\"Привет\" 😀\n")) {
      json.beginObject().field("role", "user").field("content", content).endObject();
    }
    json.endArray().name("stop").nullValue().name("raw").rawValue(" {\"a\":[1]} \n").endObject();
    assertThat(json.toByteArray())
        .asString(UTF_8)
        .isEqualTo(
            "{\"model\":\"gpt-4\",\"temperature\":0.6,\"max_tokens\":100,\"stream\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"},"
                + "{\"role\":\"user\",\"content\":\"\\\"Привет\\\" 😀\\n\"}],"
                + "\"stop\":null,\"raw\":{\"a\":[1]}}");
  }

  @Test
  void emptyAndNestedContainers() {
    assertThat(
            json(
                j ->
                    j.beginArray()
                        .beginArray()
                        .endArray()
                        .beginObject()
                        .endObject()
                        .value(1)
                        .endArray()))
        .isEqualTo("[[],{},1]");
  }

  @Nested
  class Strings {

    @Test
    void everyUtf16UnitComesBack() {
      for (int c = 0; c <= Character.MAX_VALUE; c++) {
        String text = "a" + (char) c + "b";
        assertThat(JsonTree.parse(json(j -> j.value(text)).getBytes(UTF_8))).isEqualTo(text);
      }
    }

    @Test
    void charactersBeyondTheBasicPlaneAreWrittenAsTheyAre() {
      String text = "😀" + Character.toString(0x10FFFF) + Character.toString(0x10000);
      assertThat(json(j -> j.value(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void loneSurrogatesAreWrittenAsEscapes() {
      assertThat(json(j -> j.value("\uD83D|\uDE00\uD83D"))).isEqualTo("\"\\ud83d|\\ude00\\ud83d\"");
    }

    @Test
    void controlCharactersAreWrittenAsEscapes() {
      assertThat(json(j -> j.value("\u0000\b\f\u001F\u007F")))
          .isEqualTo("\"\\u0000\\u0008\\u000c\\u001f\u007F\"");
    }
  }

  @Nested
  class Numbers {

    @ParameterizedTest
    @CsvSource({
      "0.6, 0.6",
      "0, 0",
      "-0.0, 0",
      "2, 2",
      "-1.5, -1.5",
      "9007199254740991, 9007199254740991",
      "1e300, 1.0E300",
      "1e-7, 1.0E-7"
    })
    void doublesAsJavaScriptWouldSayThem(double value, String expected) {
      assertThat(json(j -> j.value(value))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double value) {
      assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter().value(value));
    }

    @Test
    void longsToTheirLimits() {
      assertThat(json(j -> j.beginArray().value(Long.MIN_VALUE).value(Long.MAX_VALUE).endArray()))
          .isEqualTo("[-9223372036854775808,9223372036854775807]");
    }
  }

  @Nested
  class Trees {

    @Test
    void mapsListsAndScalars() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("a", Arrays.asList(1, 2L, 0.1f, 0.5, new BigInteger("9".repeat(30)), null));
      tree.put("b", Map.of("c", new StringBuilder("text")));
      tree.put("d", new BigDecimal("1E+3"));
      tree.put("e", false);
      tree.put("f", JsonView.parse("[1, {\"g\": null}]"));
      assertThat(new String(JsonTree.write(tree), UTF_8))
          .isEqualTo(
              "{\"a\":[1,2,0.1,0.5,"
                  + "9".repeat(30)
                  + ",null],\"b\":{\"c\":\"text\"},\"d\":1E+3,\"e\":false,\"f\":[1,{\"g\":null}]}");
    }

    @Test
    void whatHasNoFormIsRefusedByName() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JsonTree.write(List.of(new Object())))
          .withMessageContaining("java.lang.Object");
      assertThatIllegalArgumentException().isThrownBy(() -> JsonTree.write(Map.of(1, 2)));
      assertThatIllegalArgumentException().isThrownBy(() -> JsonTree.write(Double.NaN));
    }

    @Test
    void aTreeThatHoldsItselfIsRefused() {
      List<Object> tree = new ArrayList<>();
      tree.add(tree);
      assertThatIllegalArgumentException().isThrownBy(() -> JsonTree.write(tree));
    }
  }

  @Nested
  class Misuse {

    @Test
    void valuesAndNamesOutOfPlace() {
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().name("a"));
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginObject().value(1));
      assertThatIllegalStateException()
          .isThrownBy(() -> new JsonWriter().beginObject().name("a").name("b"));
      assertThatIllegalStateException()
          .isThrownBy(() -> new JsonWriter().beginObject().name("a").endObject());
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginArray().endObject());
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginArray().name("a"));
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().endArray());
    }

    @Test
    void documentsUnfinishedOrFinished() {
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().toByteArray());
      assertThatIllegalStateException()
          .isThrownBy(() -> new JsonWriter().beginObject().toByteArray());
      assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().value(1).value(2));
    }

    @Test
    void rawValuesThatAreNoJson() {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> new JsonWriter().beginArray().rawValue("1,2"));
    }
  }
}
