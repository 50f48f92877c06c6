package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wherever an event holds something of another kind than it should, the driver is no victim. */
class GeminiOddEventsTest {
  private static final Map<String, Object> EVENT =
      Map.of(
          "candidates",
          List.of(
              Map.of(
                  "content",
                  Map.of(
                      "role",
                      "model",
                      "parts",
                      List.of(
                          Map.of("text", "Hi", "thought", true, "thoughtSignature", "c2ln"),
                          Map.of(
                              "functionCall",
                              Map.of("id", "1", "name", "now", "args", Map.of("a", 1))))),
                  "finishReason",
                  "STOP",
                  "finishMessage",
                  "done",
                  "index",
                  0)),
          "usageMetadata",
          Map.of("promptTokenCount", 1, "candidatesTokenCount", 2, "thoughtsTokenCount", 3),
          "modelVersion",
          "m",
          "responseId",
          "r");

  private static final List<Object> ODDITIES =
      List.of(
          "", "text", 7, -1.5, Long.MAX_VALUE, true, List.of(), List.of(1), Map.of("a", 1), "null");

  @Test
  void everyMemberOfEveryOtherKind() {
    List<Object> events = new ArrayList<>();
    for (Object oddity : ODDITIES) {
      events.addAll(variants(EVENT, oddity.equals("null") ? null : oddity));
    }
    assertThat(events).hasSizeGreaterThan(200);
    try (ProviderUnderTest gemini = ProviderUnderTest.start("gemini")) {
      for (Object event : events) {
        String json = new JsonWriter().tree(event).toString();

        Heard heard = gemini.hear(Script.nothing().event(json).tokens("!").finish("stop"));

        if (heard.outcome() instanceof Outcome.Failed failed) {
          assertThat(failed.cause().kind()).as(json).isNotEqualTo(ErrorKind.INTERNAL);
        } else {
          assertThat(heard.outcome()).as(json).isInstanceOf(Outcome.Completed.class);
        }
      }
    }
  }

  /** A tree, once for each of its values, with that one replaced. */
  private static List<Object> variants(Object tree, Object oddity) {
    List<Object> variants = new ArrayList<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            for (Object variant : withItself(variants(value, oddity), oddity)) {
              Map<Object, Object> copy = new LinkedHashMap<>(map);
              copy.put(name, variant);
              variants.add(copy);
            }
          });
    } else if (tree instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        for (Object variant : withItself(variants(list.get(i), oddity), oddity)) {
          List<Object> copy = new ArrayList<>(list);
          copy.set(i, variant);
          variants.add(copy);
        }
      }
    }
    return variants;
  }

  private static List<Object> withItself(List<Object> inner, Object oddity) {
    List<Object> all = new ArrayList<>(inner);
    all.add(oddity);
    return all;
  }
}
