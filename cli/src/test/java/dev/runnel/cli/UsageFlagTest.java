package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageFlagTest {
  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Test
  void oneLineOnStandardErrorSaysWhatWasUsedAndWhoServed() {
    uses(Usage.reported(1200, 340).withCachedInput(1024).withReasoning(300));

    assertThat(Run.of("chat", "--usage", "--no-stream", "Hi"))
        .isEqualTo(
            new Run.Result(
                0,
                "Well\n",
                "usage: 1200 tokens in (1024 cached), 340 out (300 reasoning); aunt/aunt-1\n"));
  }

  @Test
  void whatNobodyCountedIsNotMadeUp() {
    uses(Usage.ABSENT);
    assertThat(Run.of("chat", "--usage", "Hi").err())
        .isEqualTo("usage: the service did not say; aunt/aunt-1\n");

    uses(Usage.REPORTED.withOutput(3));
    assertThat(Run.of("chat", "--usage", "--no-stream", "Hi").err())
        .isEqualTo("usage: ? tokens in, 3 out; aunt/aunt-1\n");
  }

  @Test
  void verboseSaysItToo() {
    uses(Usage.reported(1, 2));

    assertThat(Run.of("chat", "-v", "Hi").err())
        .containsPattern("took: [0-9.]+s, the first token after [0-9.]+s, 1 in all\nusage: 1 ");
  }

  @Test
  void jsonHasItAtItsEndWithTheTime() throws Exception {
    uses(Usage.reported(1, 2));

    String last = Run.of("chat", "--json", "Hi").out().lines().reduce("", (a, b) -> b);

    JsonNode end = new ObjectMapper().readTree(last);
    assertThat(end.path("usage").path("output_tokens").asInt()).isEqualTo(2);
    assertThat(end.path("timing").path("took_ms").isIntegralNumber()).isTrue();
    assertThat(end.path("timing").path("first_token_ms").isIntegralNumber()).isTrue();
  }

  private static void uses(Usage usage) {
    Play.script(
        (config, request, exchange) -> {
          exchange.token("Well");
          if (usage.source() != Usage.Source.ABSENT) {
            exchange.usage(usage);
          }
          exchange.finish(FinishReason.of(FinishReason.Kind.STOP, "stop"));
          exchange.complete();
        });
  }
}
