package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Usage;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Test
  void isOneObjectALineForEachEvent() {
    Play.script(
        (config, request, exchange) -> {
          exchange.rateLimit(
              new RateLimit(
                  "requests",
                  OptionalLong.of(60),
                  OptionalLong.of(59),
                  Optional.of(Duration.ofMillis(1500))));
          exchange.reasoning("hm");
          exchange.reasoningSignature("ails:s");
          exchange.token("A \u001b\"b\"\n");
          exchange.toolCall(
              new ChatEvent.ToolCallDelta(0, Optional.of("c1"), Optional.of("add"), "{}"));
          exchange.usage(Usage.reported(3, 4).withCachedInput(1).withCacheWriteInput(2));
          exchange.finish(FinishReason.of(FinishReason.Kind.STOP, "stop"));
          exchange.complete();
        });

    String printed = Run.of("chat", "--json", "-p", "ails", "--max-tokens", "9", "Hi").out();

    assertThat(printed).containsPattern("\"timing\":\\{\"took_ms\":\\d+,\"first_token_ms\":\\d+");
    assertThat(printed.replaceFirst("\"timing\":\\{[^}]*},", ""))
        .isEqualTo(
            """
            {"event":"start","endpoint":"ails","provider":"ails","model":"gpt-3.5-turbo"}
            {"event":"reasoning","text":"hm"}
            {"event":"reasoning-signature","signature":"ails:s"}
            {"event":"token","text":"A \\u001b\\"b\\"\\n"}
            {"event":"tool-call","index":0,"id":"c1","name":"add","arguments":"{}"}
            {"event":"usage","source":"reported","input_tokens":3,"output_tokens":4,\
            "cached_input_tokens":1,"cache_write_input_tokens":2}
            {"event":"end","outcome":"completed","finish_reason":{"kind":"stop","wire_name":"stop"},\
            "endpoint":"ails","provider":"ails","model":"gpt-3.5-turbo",\
            "usage":{"source":"reported","input_tokens":3,"output_tokens":4,\
            "cached_input_tokens":1,"cache_write_input_tokens":2},\
            "warnings":[{"kind":"dropped","message":"'ails' does not honour max tokens: dropped"}],\
            "rate_limits":[{"what":"requests","limit":60,"remaining":59,"resets_after_ms":1500}],\
            "exit_code":0}
            """);
  }

  @Test
  void gathersTheAnswerWithNoStream() throws Exception {
    List<JsonNode> events = events(Run.of("chat", "--json", "--no-stream", "a b"));

    assertThat(events)
        .extracting(event -> event.path("event").asText())
        .containsExactly("start", "token", "end");
    assertThat(events.get(1).path("text").asText()).isEqualTo("You said: a b");
  }

  @Test
  void gathersThePartsOfAnAnswerInTheirOrder() throws Exception {
    Play.script(
        (config, request, exchange) -> {
          exchange.token("I look.");
          exchange.reasoning("hm");
          exchange.reasoningSignature("ails:s");
          exchange.toolCall(
              new ChatEvent.ToolCallDelta(0, Optional.of("c1"), Optional.of("add"), "{}"));
          exchange.toolResult(new ContentPart.ToolResult("c1", "7", false));
          exchange.token("It is 7.");
          exchange.complete();
        });

    List<JsonNode> events = events(Run.of("chat", "--json", "--no-stream", "Hi"));
    assertThat(events)
        .extracting(event -> event.path("event").asText())
        .containsExactly(
            "start",
            "token",
            "reasoning",
            "reasoning-signature",
            "tool-call",
            "tool-result",
            "token",
            "end");
    assertThat(events.get(5).toString())
        .isEqualTo("{\"event\":\"tool-result\",\"id\":\"c1\",\"failed\":false,\"content\":\"7\"}");
  }

  @Test
  void tellsAFailureWithItsAdvice() throws Exception {
    Play.script(
        (config, request, exchange) ->
            exchange.fail(
                ChatException.builder(ErrorKind.RATE_LIMITED, "Slow down")
                    .httpStatus(429)
                    .nextStep("Wait")
                    .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(2)))
                    .build()));

    Run.Result result = Run.of("chat", "--retries", "0", "--json", "Hi");
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).isEqualTo("error: aunt: Slow down (HTTP 429). Wait.\n");
    JsonNode end = last(result);
    assertThat(end.path("outcome").asText()).isEqualTo("failed");
    assertThat(end.path("exit_code").asInt()).isEqualTo(5);
    assertThat(end.path("error").toString())
        .isEqualTo(
            """
            {"kind":"rate-limited","message":"Slow down","next_step":"Wait","endpoint":"aunt",\
            "provider":"aunt","http_status":429,"retry":{"scope":"same-endpoint","after_ms":2000}}""");
  }

  @Test
  void tellsAnIncompleteAnswer() throws Exception {
    Play.script(
        (config, request, exchange) -> {
          exchange.token("Once");
          exchange.endOfInput();
        });

    Run.Result result = Run.of("chat", "--json", "Hi");
    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(last(result).path("outcome").asText()).isEqualTo("incomplete");
    assertThat(last(result).path("reason").asText()).isEqualTo("ended-early");
  }

  @Test
  void tellsWhoWasRejectedAndWhy() throws Exception {
    Run.Result result = Run.of("chat", "--json", "-m", "gpt-4", "Hi");

    assertThat(result.exitCode()).isEqualTo(3);
    JsonNode end = last(result);
    assertThat(end.path("outcome").asText()).isEqualTo("rejected");
    assertThat(end.path("rejected"))
        .extracting(one -> one.path("reason").asText())
        .contains("quarantined", "wrong-model", "denied-by-policy", "credentials-missing");
  }

  @Test
  void endsWithAnEndWhereTheInputIsWrong() throws Exception {
    Run.Result result = Run.of("chat", "--json", "--messages", "nowhere.json");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(last(result).path("error").path("message").asText())
        .startsWith("There is no file 'nowhere.json'");
  }

  private static JsonNode last(Run.Result result) throws Exception {
    List<JsonNode> events = events(result);
    return events.get(events.size() - 1);
  }

  private static List<JsonNode> events(Run.Result result) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> events = new java.util.ArrayList<>();
    for (String line : result.out().lines().toList()) {
      events.add(mapper.readTree(line));
    }
    return events;
  }
}
