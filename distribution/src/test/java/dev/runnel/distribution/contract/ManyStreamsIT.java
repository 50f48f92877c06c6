package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.distribution.Program;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand streams at once in a small JVM, which need few threads and get their own texts. */
class ManyStreamsIT {
  private static final List<String> PROVIDERS =
      List.of(
          "ails",
          "gravityengine",
          "yqcloud",
          "lockchat",
          "ollama",
          "gemini",
          "openai",
          "anthropic");
  private static final int EACH = 1_000 / PROVIDERS.size();

  /**
   * On a JDK without virtual threads: core's 64 for the starts of drivers, which all begin with a
   * burst and go away when idle, and few for all else. None of it grows with the streams.
   */
  private static final int MOST_THREADS = 64 + 48;

  @Test
  void aThousandStreamsAtOnceNeedFewThreadsAndLittleMemory() throws Exception {
    Gate allAreThere = Gate.shut();
    AtomicInteger there = new AtomicInteger();
    Path classes =
        Path.of(ManyStreams.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Sandbox sandbox =
        Sandbox.builder()
            .observer(
                exchange -> {
                  if (there.incrementAndGet() == EACH * PROVIDERS.size()) {
                    allAreThere.open();
                  }
                })
            .start()) {
      // No answer goes on before all have begun: so all of them are under way at once.
      sandbox.answering(request -> answer(request, allAreThere));

      List<Object> arguments = new ArrayList<>();
      arguments.add("-Xmx256m");
      arguments.add("-cp");
      arguments.add(Program.distribution().resolve("lib") + "/*" + File.pathSeparator + classes);
      arguments.add(ManyStreams.class.getName());
      arguments.add(EACH);
      PROVIDERS.forEach(id -> arguments.addAll(List.of(id, sandbox.baseUrl(id))));
      Program.Result result = Program.java(arguments.toArray()).run();

      System.out.println("1,000 streams at once: " + result.out().strip().replace("\n", ", "));
      assertThat(result.exit()).as(result.err()).isZero();
      Map<String, Integer> figures =
          result
              .out()
              .lines()
              .collect(
                  Collectors.toMap(
                      line -> line.substring(0, line.lastIndexOf(' ')),
                      line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
      assertThat(figures.get("whole")).isEqualTo(EACH * PROVIDERS.size());
      assertThat(figures.get("threads")).as(result.err()).isLessThan(MOST_THREADS);
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  private static Script answer(ReceivedRequest request, Gate allAreThere) {
    List<String> tokens = ManyStreams.tokens(message(request.json()));
    return Script.nothing()
        .role()
        .tokens(tokens.get(0))
        .await(allAreThere)
        .tokens(tokens.subList(1, tokens.size()).toArray(String[]::new))
        .finish("stop")
        .done();
  }

  private static String message(JsonNode body) {
    JsonNode messages = body.path("messages");
    return messages.isArray()
        ? messages.path(messages.size() - 1).path("content").asText()
        : body.path("prompt").asText().replace("always respond in english | ", "");
  }
}
