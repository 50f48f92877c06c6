package dev.runnel.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  @Test
  void writesEveryKindOfValueAndLeavesOutTheEmpty() {
    assertThat(
            JsonLine.event("x")
                .put("number", 1.5)
                .put("flag", true)
                .put("list", List.of("a", 1))
                .put("empty", List.of())
                .put("map", Map.of("k", Map.of()))
                .put("absent", Optional.empty())
                .put("present", Optional.of("p"))
                .put("nested", new JsonLine().put("deep", "d"))
                .toString())
        .isEqualTo(
            "{\"event\":\"x\",\"number\":1.5,\"flag\":true,\"list\":[\"a\",1],\"empty\":[],"
                + "\"map\":{\"k\":{}},\"present\":\"p\",\"nested\":{\"deep\":\"d\"}}");
  }

  @Test
  void everyTextSurvivesAndNoControlCharacterIsLeft() throws Exception {
    StringBuilder all = new StringBuilder("😀");
    for (char c = 0; c < 0x2100; c++) {
      all.append(c);
    }
    String line = new JsonLine().put("t", all.toString()).toString();

    assertThat(new ObjectMapper().readTree(line).path("t").asText()).isEqualTo(all.toString());
    assertThat(line.chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void halfACharacterIsEscaped() {
    assertThat(new JsonLine().put("t", "a\ud83d").toString()).isEqualTo("{\"t\":\"a\\ud83d\"}");
    assertThat(new JsonLine().put("t", "\ude00b").toString()).isEqualTo("{\"t\":\"\\ude00b\"}");
  }
}
