package dev.runnel.distribution;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.sandbox.BlackHole;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code runnel chat} as a process, in front of a sandbox that does as the test says. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class ChatIT {
  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Program chat(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("chat", "-o", "*.base-url=" + sandbox.origin()));
    all.addAll(List.of(arguments));
    return Program.runnel(all.toArray());
  }

  private static Script heldBack(Gate gate) {
    return Script.nothing().role().tokens("Hel").await(gate).tokens("lo").finish("stop").done();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ails",
        "anthropic",
        "gemini",
        "gravityengine",
        "lockchat",
        "ollama",
        "openai",
        "yqcloud"
      })
  void everyServiceAnswersInItsOwnProtocol(String service) {
    sandbox.next(Script.answer("Grüße", ", ", "😀"));

    var result =
        Program.runnel("chat", "-p", service, "Hello")
            .and("-o", service + ".base-url=" + sandbox.baseUrl(service))
            .with("OPENAI_API_KEY", "sk-test")
            .with("ANTHROPIC_API_KEY", "sk-ant-test")
            .with("GEMINI_API_KEY", "a-key")
            .run();

    assertThat(result).isEqualTo(new Program.Result(0, "Grüße, 😀\n", ""));
    assertThat(sandbox.awaitExchange().service()).contains(service);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void allThatIsSaidOfTheRequestReachesTheService() throws Exception {
    Path talk = folder.resolve("talk.json");
    Files.writeString(
        talk,
        """
        [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "Two."}]
        """);
    sandbox.next(Script.answer("Hel", "lo."));

    var result =
        chat("-m", "lockchat/gpt-3.5-turbo", "-s", "Be brief.", "-t", "0.25")
            .and("--messages", talk, "--max-tokens", "7", "Review", "this:")
            .input("a\nb\n")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("Hello.\n");
    assertThat(result.err()).isEqualTo("warning: 'lockchat' does not honour max tokens: dropped\n");
    JsonNode body = sandbox.awaitExchange().json();
    assertThat(body.path("model").asText()).isEqualTo("gpt-3.5-turbo");
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.25);
    assertThat(messages(body))
        .isEqualTo("system=Be brief.|user=One?|assistant=Two.|user=Review this:\n\na\nb");
  }

  @Test
  void longNamesAndAConversationFromStandardInputDoTheSame() {
    var result =
        chat("--provider", "lockchat", "--model", "gpt-4", "--system", "S", "--temperature", "1")
            .and("--messages", "-")
            .input("[{\"role\": \"user\", \"content\": \"Piped\"}]")
            .run();

    assertThat(result.exit()).as(result.err()).isZero();
    JsonNode body = sandbox.awaitExchange().json();
    assertThat(body.path("model").asText()).isEqualTo("gpt-4");
    assertThat(messages(body)).isEqualTo("system=S|user=Piped");
  }

  @Test
  void whatWouldBeDroppedIsRefusedWithStrict() {
    var result = chat("--strict", "-p", "lockchat", "--max-tokens", "7", "Hello").run();

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).startsWith("error: 'lockchat' would drop max tokens").hasLineCount(1);
    assertThat(sandbox.exchanges()).isEmpty();
  }

  @Test
  void thePromptMayComeFromAPipeAlone() {
    assertThat(chat("-p", "lockchat").input("Piped 😀\n").run().exit()).isZero();
    assertThat(messages(sandbox.awaitExchange().json())).isEqualTo("user=Piped 😀");
  }

  @Test
  void aClosedStandardInputIsAnEmptyOne() {
    assertThat(chat("-p", "lockchat", "Hello").redirected("<&-").run().exit()).isZero();
    assertThat(messages(sandbox.awaitExchange().json())).isEqualTo("user=Hello");

    var nothing = chat("-p", "lockchat").redirected("<&-").run();
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).startsWith("error: There is no prompt");
  }

  @Test
  void inTheLocaleCTheTextIsUtf8BothWays() throws Exception {
    sandbox.next(Script.answer("Grüße 😀"));
    Path talk = folder.resolve("größe.json");
    Files.writeString(talk, "[{\"role\": \"user\", \"content\": \"ß\"}]");

    var result = chat("-p", "lockchat", "--messages", talk, "Jürgen 😀").with("LC_ALL", "C").run();

    assertThat(result).isEqualTo(new Program.Result(0, "Grüße 😀\n", ""));
    assertThat(messages(sandbox.awaitExchange().json())).isEqualTo("user=ß|user=Jürgen 😀");
  }

  @Test
  void aTokenIsInThePipeBeforeTheNextOneIsSent() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(heldBack(gate));
    try (Live runnel = chat("-p", "lockchat", "Hello").live()) {
      runnel.awaitOut("Hel"::equals);
      gate.open();

      assertThat(runnel.end()).isEqualTo(new Program.Result(0, "Hello\n", ""));
    }
  }

  @Test
  void withoutStreamingNothingIsPrintedBeforeTheEnd() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(heldBack(gate));
    try (Live runnel = chat("-p", "lockchat", "--no-stream", "Hello").live()) {
      gate.awaitReached();
      assertThat(runnel.available()).isZero();
      gate.open();

      assertThat(runnel.end()).isEqualTo(new Program.Result(0, "Hello\n", ""));
    }
  }

  @Test
  void ctrlCAbortsTheExchangeAndEndsWith130() throws Exception {
    endsBySignal("INT", 130);
  }

  @Test
  void sigtermAbortsTheExchangeAndEndsWith143() throws Exception {
    endsBySignal("TERM", 143);
  }

  private void endsBySignal(String signal, int exitCode) throws Exception {
    sandbox.next(heldBack(Gate.shut()));
    try (Live runnel = chat("-p", "ails", "Hello").live()) {
      runnel.awaitOut("Hel"::equals);
      runnel.signal(signal);

      assertThat(sandbox.awaitExchange().awaitClosedByPeer().aborted()).isTrue();
      assertThat(runnel.end()).isEqualTo(new Program.Result(exitCode, "Hel\n", ""));
    }
  }

  @Test
  void aReaderThatGoesAwayAbortsTheExchangeQuietly() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(Script.nothing().role().tokens("Hel").await(gate).flood("lo"));
    try (Live runnel = chat("-p", "ails", "Hello").live()) {
      runnel.awaitOut("Hel"::equals);
      runnel.stopReading();
      gate.open();

      Exchange exchange = sandbox.awaitExchange();
      assertThat(exchange.awaitClosedByPeer().aborted()).isTrue();
      assertThat(runnel.end()).isEqualTo(new Program.Result(141, "Hel", ""));
    }
  }

  @Test
  void anAnswerThatBreaksOffEndsWith6() {
    Gate read = Gate.shut();
    sandbox.next(Script.nothing().role().tokens("Hel").await(read).reset());
    read.open();

    var result = chat("-p", "lockchat", "Hello").run();

    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.err()).startsWith("error: The answer is incomplete. lockchat: ");
    assertThat(result.err()).hasLineCount(1);
  }

  @Test
  void aFailureEndsWith5InOneParagraphAndAStackTraceOnlyIfVerbose() {
    sandbox.next(
        Script.status(401).json("{\"error\": {\"message\": \"who?\"}}"),
        Script.status(401).json("{\"error\": {\"message\": \"who?\"}}"));

    var result = chat("-p", "lockchat", "Hello").run();
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: lockchat: ").contains("who?").hasLineCount(1);

    var verbose = chat("-p", "lockchat", "-v", "Hello").run();
    assertThat(verbose.exit()).isEqualTo(5);
    assertThat(verbose.err()).contains("route: lockchat/gpt-4 at " + sandbox.origin());
  }

  @Test
  void jsonIsOneObjectALineAlsoWhenTheRequestIsRefused() throws Exception {
    sandbox.next(Script.answer("Hel", "lo"));

    var answered = chat("--json", "-p", "lockchat", "Hello").run();
    assertThat(answered.exit()).as(answered.err()).isZero();
    List<JsonNode> events = events(answered.out());
    assertThat(events.stream().map(event -> event.path("event").asText()))
        .containsExactly("start", "token", "token", "end");
    assertThat(events.get(3).path("outcome").asText()).isEqualTo("completed");
    assertThat(events.get(3).path("exit_code").asInt()).isZero();

    var refused = chat("--json", "-p", "lockchat", "-m", "gpt-9", "Hello").run();
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(events(refused.out())).hasSize(1);
    assertThat(events(refused.out()).get(0).path("exit_code").asInt()).isEqualTo(3);
  }

  @Test
  void theClocksOfTheWaitForContent() {
    Gate never = Gate.shut();
    sandbox.always(Script.nothing().head().await(never));
    var first = chat("-p", "lockchat", "--first-token-timeout", "200ms", "Hello").run();
    assertThat(first.exit()).as(first.err()).isEqualTo(5);
    assertThat(first.err()).contains("200 ms").hasLineCount(1);

    sandbox.always(Script.nothing().role().tokens("Hel").await(never));
    var idle = chat("-p", "lockchat", "--idle-timeout", "250ms", "Hello").run();
    assertThat(idle.exit()).as(idle.err()).isEqualTo(6);
    assertThat(idle.out()).isEqualTo("Hel\n");
    assertThat(idle.err()).contains("250 ms").hasLineCount(1);

    // Long enough for the token to come first on a busy machine.
    var total = chat("-p", "lockchat", "--timeout", "PT8S", "Hello").run();
    assertThat(total.exit()).as(total.err()).isEqualTo(6);
    assertThat(total.err()).contains("8 s").hasLineCount(1);
  }

  @Test
  void theClockOfTheConnection() throws Exception {
    try (BlackHole hole = BlackHole.full()) {
      var result =
          Program.runnel("chat", "-p", "lockchat", "--connect-timeout", "300ms", "Hello")
              .and("-o", "lockchat.base-url=" + hole.origin())
              .run();

      assertThat(result.exit()).as(result.err()).isEqualTo(5);
      assertThat(result.err()).contains("300 ms").hasLineCount(1);
    }
  }

  @Test
  void anUnofficialServiceIsAskedOnlyWithLeave() {
    // The sandbox stands in for the way out of this machine.
    var out =
        List.of(
            "-o", "*.proxy=" + sandbox.origin(), "-o", "*.base-url=http://service.invalid", "Hi");

    var refused = Program.runnel("chat").and(out.toArray()).run();
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err())
        .contains("unofficial")
        .contains("-p ails")
        .contains("--unofficial")
        .hasLineCount(1);
    assertThat(sandbox.exchanges()).isEmpty();

    Program.runnel("chat", "--unofficial").and(out.toArray()).run();
    assertThat(sandbox.awaitExchange().header("host")).contains("service.invalid");
  }

  @Test
  void nothingIsSaidInColoursOrControlCharactersIntoAPipe() {
    sandbox.next(Script.answer("Hello"), Script.answer("Hello"));

    var plain = chat("-v", "-p", "lockchat", "Hello").run();
    var noColour = chat("-v", "-p", "lockchat", "Hello").with("NO_COLOR", "1").run();

    assertThat(plain.out()).isEqualTo("Hello\n").isEqualTo(noColour.out());
    assertThat(plain.err() + noColour.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
  }

  @Test
  void theSandboxFlagNeedsNobody() {
    var result = Program.runnel("chat", "--sandbox", "Hello").run();

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isNotBlank().endsWith("\n");
    assertThat(result.err()).isEmpty();
  }

  private static String messages(JsonNode body) {
    return stream(body.path("messages"))
        .map(one -> one.path("role").asText() + "=" + one.path("content").asText())
        .collect(joining("|"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes.stream();
  }

  private static List<JsonNode> events(String lines) throws Exception {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    return events;
  }
}
