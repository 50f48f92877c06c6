package dev.runnel.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIndentTest {
  @Test
  void eachFieldAndItemHasItsLine() {
    assertThat(indented("{\"a\":1,\"b\":[],\"c\":[true , {\"d\":\"x, {y}\\\"\"}], \"e\":{ }}"))
        .isEqualTo(
            """
            {
              "a": 1,
              "b": [],
              "c": [
                true,
                {
                  "d": "x, {y}\\""
                }
              ],
              "e": {}
            }""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "I cannot { do } that.", "\"a\"", "12", "  \n", "```json\n{}\n```"})
  void otherTextStaysAsItIs(String text) {
    assertThat(indented(text)).isEqualTo(text);
  }

  @Test
  void whatStandsBehindStaysAsItIs() {
    assertThat(indented("[1]\n\nDone: {x, y}\n")).isEqualTo("[\n  1\n]\n\nDone: {x, y}\n");
  }

  @Test
  void whatIsNoJsonAfterAllEndsSomehow() {
    assertThat(indented("}{]][")).isNotEmpty();
    assertThat(indented("[}]}]{{{{")).isNotEmpty();
  }

  @Property
  void itIsTheSameJsonWhereverItIsCut(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    JsonNode json = container(random, 4);
    String text = json.toString();
    JsonIndent indent = new JsonIndent();
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int next = Math.min(text.length(), at + random.nextInt(4));
      shown.append(indent.next(text.substring(at, next)));
      at = next;
    }
    shown.append(indent.end());

    assertThat(shown).hasToString(indented(text));
    assertThat(new ObjectMapper().readTree(shown.toString())).isEqualTo(json);
  }

  private static JsonNode container(Random random, int depth) {
    List<String> texts = List.of("", "a", "{", "]", "\"", "\\", ",:", "é\n");
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      String text = texts.get(random.nextInt(texts.size()));
      JsonNode item =
          depth == 0 || random.nextBoolean()
              ? JsonNodeFactory.instance.textNode(text)
              : container(random, depth - 1);
      array.add(item);
      object.set(text, item);
    }
    return random.nextBoolean() ? array : object;
  }

  private static String indented(String text) {
    JsonIndent indent = new JsonIndent();
    return indent.next(text) + indent.end();
  }
}
