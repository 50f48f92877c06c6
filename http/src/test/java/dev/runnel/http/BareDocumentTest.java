package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.http.decode.SseDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BareDocumentTest {
  private final BareDocument documents = new BareDocument();
  private final List<String> events = new ArrayList<>();
  private final SseDecoder decoder =
      new SseDecoder(
          (name, array, offset, length) -> {
            events.add(new String(array, offset, length, UTF_8));
            documents.onEvent(array, offset + length);
          });

  /** What is found in a read, to its end; empty: nothing. */
  private String read(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    decoder.feed(bytes, 0, bytes.length);
    int found = documents.find(bytes, 0, bytes.length);
    return found < 0 ? "" : new String(bytes, found, bytes.length - found, UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"a\":1}\n\n",
        ": comment\n\n",
        "data: {\"a\":1}\n\ndata: {\"b\":",
        "data: {\"a\":1}\r\n\r\nevent: x\r\n",
        "data: {\ndata:  \"a\":1}\n\n",
        "data: [DONE]\n\n",
        "[DONE]\n\n",
        "\n\n"
      })
  void eventsAreNone(String read) {
    assertThat(read(read)).isEmpty();
  }

  @Test
  void aReadThatBeginsWithOne() {
    assertThat(read("data: {\"a\":1}\n\n")).isEmpty();
    assertThat(read("{\"error\":1}")).isEqualTo("{\"error\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", "\r\n\r\n", "\n\n\n"})
  void behindTheLastEventOfARead(String blank) {
    assertThat(read("data: {\"a\":1}" + blank + "{\n  \"error\": 1\n}\n"))
        .isEqualTo("{\n  \"error\": 1\n}\n");
    assertThat(events).containsExactly("{\"a\":1}");
  }

  @Test
  void behindAnEventThatAnEarlierReadBegan() {
    assertThat(read("data: {\"a\"")).isEmpty();
    assertThat(read(":1}\n\n{\"error\":1}")).isEqualTo("{\"error\":1}");
    assertThat(events).containsExactly("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\n\"error\":1}]", "[\n{\"error\":1}]"})
  void aListOfOne(String list) {
    assertThat(read("data: x\n\n" + list)).isEqualTo(list);
  }

  @Test
  void theMiddleOfALineIsNoBeginning() {
    assertThat(read("data: {\"a\":")).isEmpty();
    assertThat(read("{\"b\":1}}\n\n")).isEmpty();
    assertThat(events).containsExactly("{\"a\":{\"b\":1}}");
  }
}
