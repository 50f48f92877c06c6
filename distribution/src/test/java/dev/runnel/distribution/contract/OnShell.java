package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.distribution.contract.Promise.Deed;
import dev.runnel.sandbox.script.Gate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The view of {@code runnel chat}: the answer on standard output, the rest on standard error, and
 * an exit code; with {@code --json} the same as an object a line.
 */
final class OnShell implements Listening {
  private static final JsonMapper JSON = new JsonMapper();

  private final Promise promise;
  private final String wanted;
  private final boolean json;
  private final Gate heard;
  private final Command command;
  private final CompletableFuture<Command.Result> result = new CompletableFuture<>();
  private boolean acted;

  private OnShell(Setting setting, Promise promise, Upstream upstream, Gate heard, boolean json) {
    this.promise = promise;
    this.wanted = promise.expected(upstream).text();
    this.heard = heard;
    this.json = json;
    AtSandbox endpoint = AtSandbox.of(setting.sandbox(), upstream.id);
    this.command =
        Command.of(arguments(endpoint)).environment(endpoint.environment()).reader(this::read);
  }

  static Listening start(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    return new OnShell(setting, promise, upstream, heard, false).run();
  }

  static Listening startJson(Setting setting, Promise promise, Upstream upstream, Gate heard) {
    return new OnShell(setting, promise, upstream, heard, true).run();
  }

  private List<String> arguments(AtSandbox endpoint) {
    // What is promised of a call is seen of one attempt.
    List<String> arguments =
        new ArrayList<>(List.of("chat", "Hi", "-p", endpoint.id(), "--retries", "0"));
    arguments.addAll(endpoint.arguments());
    Timeouts timeouts = promise.timeouts();
    arguments.addAll(List.of("--first-token-timeout", timeouts.firstContent().toString()));
    arguments.addAll(List.of("--idle-timeout", timeouts.idle().toString()));
    arguments.addAll(List.of("--timeout", timeouts.total().toString()));
    if (json) {
      arguments.add("--json");
    }
    return arguments;
  }

  private OnShell run() {
    result.completeAsync(command::run, work -> new Thread(work, "command").start());
    return this;
  }

  private void read(String soFar) throws IOException {
    String text = json ? tokens(soFar) : soFar;
    if (acted || wanted.isEmpty() || !text.equals(wanted)) {
      return;
    }
    acted = true;
    heard.open();
    if (promise.deed() == Deed.THROWS_AT_CONTENT) {
      throw new IOException("Broken pipe");
    } else if (promise.deed() == Deed.CANCELS_AFTER_CONTENT) {
      cancel();
    }
  }

  @Override
  public void cancel() {
    new Thread(command::interrupt, "Ctrl-C").start();
  }

  @Override
  public void assertTold(Expected expected) {
    Command.Result told = result();
    assertThat(told.exit()).as(told.toString()).isEqualTo(exitCode(expected));
    if (json && !expected.isConsumersFailure()) {
      assertThat(tokens(told.out())).isEqualTo(expected.text());
      assertLastLine(told.out().lines().reduce("", (first, second) -> second), expected);
    } else if (!json) {
      assertThat(told.out()).isEqualTo(printed(expected));
    }
    assertExplained(told.err(), expected);
  }

  private static String printed(Expected expected) {
    boolean lineIsEnded = !expected.text().isEmpty() || expected.is(Outcome.Completed.class);
    return expected.text() + (lineIsEnded && !expected.isConsumersFailure() ? "\n" : "");
  }

  private static int exitCode(Expected expected) {
    if (expected.isConsumersFailure()) {
      return 141;
    }
    return expected.is(Outcome.Completed.class)
        ? 0
        : expected.is(Outcome.Failed.class) ? 5 : expected.is(Outcome.Incomplete.class) ? 6 : 130;
  }

  private static void assertExplained(String err, Expected expected) {
    if (expected.error().isEmpty() || expected.isConsumersFailure()) {
      assertThat(err).isEmpty();
      return;
    }
    assertThat(err).startsWith("error: ").endsWith(".\n").doesNotContain("\tat ");
    assertThat(err.lines()).hasSize(1);
    if (expected.is(Outcome.Incomplete.class)) {
      assertThat(err).contains("incomplete");
    } else if (!expected.text().isEmpty()) {
      assertThat(err).contains("not whole");
    }
  }

  private static void assertLastLine(String line, Expected expected) {
    JsonNode end = parsed(line);
    assertThat(end.path("event").asText()).isEqualTo("end");
    assertThat(end.path("outcome").asText())
        .isEqualTo(expected.outcome().getSimpleName().toLowerCase(Locale.ROOT));
    assertThat(end.path("reason").asText())
        .isEqualTo(expected.reason().map(OnShell::wire).orElse(""));
    JsonNode error = end.path("error");
    assertThat(error.path("kind").asText())
        .as(line)
        .isEqualTo(expected.error().map(OnShell::wire).orElse(""));
    assertThat(error.path("clock").asText())
        .isEqualTo(expected.clock().map(OnShell::wire).orElse(""));
    assertThat(error.path("retry").path("after_ms").asLong())
        .isEqualTo(expected.retryAfter().map(Duration::toMillis).orElse(0L));
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The text in all token events of the whole lines. */
  static String tokens(String lines) {
    StringBuilder text = new StringBuilder();
    lines
        .substring(0, lines.lastIndexOf('\n') + 1)
        .lines()
        .map(OnShell::parsed)
        .filter(event -> event.path("event").asText().equals("token"))
        .forEach(event -> text.append(event.path("text").textValue()));
    return text.toString();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("No JSON: " + line, e);
    }
  }

  private Command.Result result() {
    try {
      return result.get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return fail("The command has not ended", e);
    } catch (ExecutionException e) {
      return fail("The command threw", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("Interrupted while the command went on", e);
    }
  }
}
