package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.http.decode.DecodeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
  private final JsonCursor cursor = new JsonCursor();
  private final List<String> told = new ArrayList<>();

  private void read(String json, JsonCursor.Members members) {
    byte[] bytes = json.getBytes(UTF_8);
    cursor.read(bytes, 0, bytes.length, members);
  }

  @Test
  void whatIsNotReadIsSkipped() {
    read(
        "{\"a\":{\"x\":[1,{\"y\":2}]},\"b\":[[],{}],\"c\":\"here\"}",
        (name, value) -> told.add(name.equals("c") ? value.text("") : name));

    assertThat(told).containsExactly("a", "b", "here");
  }

  @Test
  void aValueOfAnotherKindThanWantedCanBeReadAsWhatItIs() {
    read(
        "{\"error\":\"no\"}",
        (name, value) -> {
          assertThat(value.object((member, inner) -> told.add("object"))).isFalse();
          assertThat(value.array(inner -> told.add("array"))).isFalse();
          assertThat(value.asLong(5)).isEqualTo(5);
          assertThat(value.asBoolean(true)).isTrue();
          assertThat(value.text()).isEqualTo("no");
          assertThat(value.text()).as("again").isEqualTo("no");
        });
    read(
        "{\"error\":{\"message\":\"no\"}}",
        (name, value) -> {
          assertThat(value.text()).isNull();
          assertThat(value.word()).isNull();
          value.object((member, inner) -> told.add(member + " " + inner.text()));
        });

    assertThat(told).containsExactly("message no");
  }

  @Test
  void scalarsOfAllKinds() {
    read(
        "{\"i\":7,\"d\":1.5,\"e\":1e2,\"big\":12345678901234567890,\"t\":true,\"f\":false,\"n\":null}",
        (name, value) ->
            told.add(name + " " + value.kind() + " " + value.text() + " " + value.asLong(-1)));

    assertThat(told)
        .containsExactly(
            "i NUMBER 7 7",
            "d NUMBER 1.5 -1",
            "e NUMBER 1e2 100",
            "big NUMBER 12345678901234567890 -1",
            "t BOOLEAN true -1",
            "f BOOLEAN false -1",
            "n NULL null -1");
  }

  @Test
  void rawIsTheValueAsJsonWithoutWhiteSpace() {
    read(
        "{\"args\" : { \"b\" : [ 1.50 , -0 , 1E+2 , true , null ] , \"a\" : \"\\u00e9\\n\\ud83d\" , \"o\":{}},"
            + "\"s\":\"x\",\"e\":[]}",
        (name, value) -> told.add(value.raw()));

    assertThat(told)
        .containsExactly(
            "{\"b\":[1.50,-0,1E+2,true,null],\"a\":\"é\\n\\ud83d\",\"o\":{}}", "\"x\"", "[]");
  }

  @Test
  void repeatedNamesAreToldRepeatedly() {
    read("{\"a\":1,\"a\":2}", (name, value) -> told.add(name + value.asLong(0)));

    assertThat(told).containsExactly("a1", "a2");
  }

  @Test
  void wordsAreMadeOnce() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      read("{\"type\":\"text_delta\"}", (name, value) -> words.add(value.word()));
    }

    assertThat(words).containsExactly("text_delta", "text_delta");
    assertThat(words.get(0)).isSameAs(words.get(1));
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() {
    read(
        "{\"a\":\"\\ud83d|\\ud83d\\ude00\"}",
        (name, value) -> {
          told.add(value.text());
          told.add(value.word());
        });

    assertThat(told).containsExactly("\uFFFD|😀", "\uFFFD|😀");
  }

  @Test
  void anObjectIsReadOnce() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                read(
                    "{\"a\":{}}",
                    (name, value) -> {
                      value.object((n, v) -> {});
                      value.raw();
                    }));
  }

  @Test
  void anObjectIsNotReadWithinAnother() {
    assertThatIllegalStateException()
        .isThrownBy(() -> read("{\"a\":1}", (name, value) -> read("{}", (n, v) -> {})));
  }

  @Test
  void afterACallbackThatThrewTheNextObjectIsRead() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                read(
                    "{\"a\":{\"b\":1}}",
                    (name, value) -> {
                      throw new UnsupportedOperationException();
                    }));
    read("{\"c\":3}", (name, value) -> told.add(name));

    assertThat(told).containsExactly("c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "[{}]",
        "\"a\"",
        "7",
        "null",
        "{",
        "{}}",
        "{} {}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":tru}",
        "{\"a\":01}",
        "\uFEFF{}"
      })
  void whatIsNoObjectIsRefused(String json) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> read(json, (name, value) -> value.text()));
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"a\":".repeat(300) + "1" + "}".repeat(300);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> read(deep, (name, value) -> {}))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(DecodeException.Kind.TOO_LARGE));
  }

  @Test
  void aMistakeIsLocated() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> read(" {\"a\":1 x}", (name, value) -> {}))
        .satisfies(e -> assertThat(e.offset()).isBetween(7L, 9L));
  }
}
