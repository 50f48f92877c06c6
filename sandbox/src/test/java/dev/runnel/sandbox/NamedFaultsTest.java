package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runnel.sandbox.dialect.AnthropicEvents;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.BareText;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.GeminiEvents;
import dev.runnel.sandbox.dialect.GeminiLabel;
import dev.runnel.sandbox.dialect.MessageLabel;
import dev.runnel.sandbox.dialect.OllamaLines;
import dev.runnel.sandbox.dialect.OneDocument;
import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.Fate;
import dev.runnel.sandbox.fault.Fault;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Action;
import dev.runnel.sandbox.script.Ending;
import dev.runnel.sandbox.script.Framing;
import dev.runnel.sandbox.script.Reply;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFaultsTest {

  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          "ails", new OpenAiChunks(),
          "gravityengine", new OneDocument(),
          "yqcloud", new BareText(),
          "lockchat", new OpenAiChunks(),
          "openai", new OpenAiChunks(),
          "anthropic",
              new AnthropicEvents(() -> new MessageLabel("msg_01", 9, false), ErrorForm.USUAL),
          "gemini", gemini(),
          "ollama", new OllamaLines(() -> "2025-01-01T00:00:00Z", ErrorForm.USUAL));

  private static Dialect gemini() {
    return new GeminiEvents(() -> new GeminiLabel("id", ""), ErrorForm.USUAL, false);
  }

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void theCatalogueCanBeListed() {
    assertThat(Faults.all())
        .hasSizeGreaterThan(40)
        .allMatch(fault -> fault.name().matches("fault-[a-z0-9-]+"))
        .noneMatch(fault -> fault.description().isBlank());
    assertThat(Faults.all())
        .extracting(Fault::name)
        .contains(
            "fault-reset",
            "fault-ended-early",
            "fault-stall",
            "fault-keepalive-only",
            "fault-error-mid-stream",
            "fault-malformed",
            "fault-empty",
            "fault-done-stays-open",
            "fault-429",
            "fault-503",
            "fault-html",
            "fault-notice",
            "fault-gzip",
            "fault-huge-event",
            "fault-slow-first",
            "fault-slow");
  }

  static Stream<Arguments> everyFaultOfEveryService() {
    return Sandbox.services().stream()
        .flatMap(id -> Faults.all().stream().map(fault -> Arguments.of(fault, id)));
  }

  @ParameterizedTest
  @MethodSource("everyFaultOfEveryService")
  void everyServicePlaysIt(Fault fault, String service) throws IOException {
    Reply reply =
        fault.script(service).fitTo(DIALECTS.get(service), new Asked("gpt-4", "p | Hi", "p | "));
    boolean ends = reply.ending() != Ending.STAY_OPEN && reply.actions().stream().allMatch(SOON);
    sandbox.play(fault.name());

    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.of(service, "Hi").header("connection", "close"));
      Exchange exchange = sandbox.awaitExchange();
      if (ends) {
        read(client);
        assertThat(exchange.awaitEnd().fate()).isEqualTo(cleanly(reply) ? Fate.ANSWERED : Fate.CUT);
      } else {
        client.close();
        assertThat(exchange.awaitEnd().fate()).isEqualTo(Fate.ABORTED);
      }
    }
    sandbox.awaitOpenConnections(0);
  }

  private static final Predicate<Action> SOON =
      action ->
          !(action instanceof Action.Forever)
              && !(action instanceof Action.Wait wait && wait.duration().toMillis() > 200);

  private static boolean cleanly(Reply reply) {
    return reply.ending() == Ending.CLEAN && !(reply.framing() instanceof Framing.DeclaredLength);
  }

  private static void read(RawClient client) throws IOException {
    try {
      client.readAll();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ails", "gravityengine", "lockchat", "openai", "anthropic", "ollama"})
  void aModelOfItsNamePlaysIt(String service) throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.of(service, "Hi").model("fault-429"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("retry-after", "1");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aModelInThePathPlaysIt() throws IOException {
    Ask ask = Ask.gemini("fault-429:streamGenerateContent?alt=sse", "Hi");

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(429);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aModelThatIsNoFaultIsRefused() throws IOException {
    assertThat(RawClient.ask(sandbox, Ask.lockchat("Hi").model("fault-lessness")).status())
        .isEqualTo(400);
  }

  @Test
  void playingOneMakesEveryServicePlayIt() throws IOException {
    sandbox.play("fault-notice");

    for (String service : Sandbox.services()) {
      assertThat(RawClient.ask(sandbox, Ask.of(service, "Hi")).text()).contains("您的ip");
    }
    sandbox.asUsual();
    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi")).text()).doesNotContain("您的ip");
  }

  @Test
  void playingWhatIsNotThereSuggestsWhatIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.play("fault-rest"))
        .withMessageStartingWith("No fault is called 'fault-rest'; there are [fault-reset, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ails",
        "gravityengine",
        "yqcloud",
        "lockchat",
        "openai",
        "anthropic",
        "gemini",
        "ollama"
      })
  void aResetComesAfterTwoTokens(String service) throws IOException {
    sandbox.play("fault-reset");
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.of(service, "Hi")).readUntil("lo");
      List<SocketException> reset = new ArrayList<>();
      try {
        client.readAll();
      } catch (SocketException e) {
        reset.add(e);
      }
      assertThat(reset).hasSize(1);
    }
  }

  @Test
  void anEarlyEndIsCleanWhereTheServiceHasAnEndOfItsOwn() throws IOException {
    sandbox.play("fault-ended-early");

    assertThat(RawClient.ask(sandbox, Ask.lockchat("Hi")).text()).doesNotContain("DONE");
    assertThat(RawClient.ask(sandbox, Ask.gravityengine("Hi")).text()).endsWith("Hello");
    sandbox.exchanges().forEach(exchange -> assertThat(exchange.awaitEnd().answered()).isTrue());
    assertThat(RawClient.wire(sandbox, Ask.yqcloud("Hi"))).contains("content-length: 1000");
  }

  @Test
  void theEchoIsThatOfThePrompt() throws IOException {
    sandbox.play("fault-echo");

    assertThat(RawClient.ask(sandbox, Ask.yqcloud("Hi 😀")).text())
        .isEqualTo("always respond in english | Hi 😀Hello");
  }

  @Test
  void keepAlivesGoOnUntilTheClientLeaves() throws IOException {
    sandbox.play("fault-keepalive-first");
    try (RawClient client = new RawClient(sandbox)) {
      client.send(Ask.ails("Hi")).readUntil(": ping\n\n\r\n8\r\n: ping\n\n");
    }
    sandbox.awaitExchange().awaitClosedByPeer();
  }

  @Test
  void aNameThatDoesNotApplyIsMarked() {
    Fault keepAlives = Faults.named("fault-keepalive-only").orElseThrow();

    assertThat(keepAlives.appliesTo("yqcloud")).isFalse();
    assertThat(keepAlives.appliesTo("ails")).isTrue();
  }

  @Test
  void aWholeAnswerThatStaysOpenIsWhole() {
    Reply reply =
        Faults.named("fault-done-stays-open")
            .orElseThrow()
            .script("gravityengine")
            .fitTo(new OneDocument(), new Asked("m", "Hi", ""));
    StringBuilder text = new StringBuilder();
    for (Action action : reply.actions()) {
      if (action instanceof Action.Send send) {
        text.append(new String(send.bytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(text).contains("Hello").endsWith("\"finish_reason\":\"stop\"}]}");
    assertThat(reply.ending()).isEqualTo(Ending.STAY_OPEN);
  }
}
