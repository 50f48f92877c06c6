package dev.runnel.distribution;

import static dev.runnel.distribution.Person.CTRL_C;
import static dev.runnel.distribution.Person.CTRL_D;
import static dev.runnel.distribution.Person.ENTER;
import static dev.runnel.distribution.Person.TAB;
import static dev.runnel.distribution.Person.UP;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code runnel chat} at a terminal, in front of a sandbox that does as the test says. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class ReplIT {
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
    List<Object> all =
        new ArrayList<>(
            List.of("chat", "-p", "openai", "-o", "openai.base-url=" + sandbox.baseUrl("openai")));
    all.addAll(List.of(arguments));
    return Program.runnel(all.toArray())
        .in(folder)
        .with("OPENAI_API_KEY", "sk-test")
        .with("HOME", folder)
        .with("XDG_DATA_HOME", folder.resolve("data"))
        .with("XDG_CONFIG_HOME", folder.resolve("config"));
  }

  private Person person(Object... arguments) {
    return chat(arguments).atTerminal(80, 24).sees("/help for help").seesPrompt();
  }

  private static Script heldBack(Gate gate, String... rest) {
    return Script.nothing().role().tokens("Hel ").await(gate).tokens(rest).finish("stop").done();
  }

  /** The conversation of the next request, as {@code role=text|…}. */
  private String asked() {
    JsonNode messages = sandbox.awaitExchange().json().path("messages");
    return StreamSupport.stream(messages.spliterator(), false)
        .map(message -> message.path("role").asText() + "=" + text(message.path("content")))
        .collect(joining("|"));
  }

  private static String text(JsonNode content) {
    return content.isTextual()
        ? content.asText()
        : StreamSupport.stream(content.spliterator(), false)
            .map(part -> part.path("text").asText(part.path("type").asText()))
            .collect(joining("+"));
  }

  @Test
  void answersComeAsTheyAreWrittenWithWhoAndHowFastBelow() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(
        Script.nothing()
            .role()
            .tokens("Hel ")
            .await(gate)
            .tokens("lo.")
            .finish("stop")
            .usage(12, 34)
            .done());
    try (Person person = person()) {
      person.type("Hi", ENTER).sees("Hel");
      gate.open();
      person.sees("Hel lo.").sees("12 in · 34 out").sees("first token").seesPrompt();
      assertThat(person.lines()).anyMatch(line -> line.matches("openai/.* · /help .*"));
      assertThat(person.lines()).anyMatch(line -> line.matches("openai/.* · 12 in .* tokens/s .*"));

      sandbox.next(Script.answer("Second."));
      person.type("And?", ENTER).sees("Second.").seesPrompt();
      person.type("/quit", ENTER);
      assertThat(person.exitCode()).isZero();
    }
    assertThat(asked()).isEqualTo("user=Hi");
    assertThat(asked()).isEqualTo("user=Hi|assistant=Hel lo.|user=And?");
  }

  @Test
  void ctrlCStopsTheAnswerAndTheConversationGoesOnWithWhatCame() throws Exception {
    sandbox.next(heldBack(Gate.shut()), Script.answer("Second."));
    try (Person person = person()) {
      person.type("One?", ENTER).sees("Hel");
      var exchange = sandbox.awaitExchange();
      person.type(CTRL_C);

      assertThat(exchange.awaitClosedByPeer().aborted()).isTrue();
      person.sees("stopped").seesPrompt();
      person.type("Two?", ENTER).sees("Second.").seesPrompt();
      person.type(CTRL_D);
      assertThat(person.exitCode()).isZero();
    }
    assertThat(asked()).isEqualTo("user=One?|assistant=Hel |user=Two?");
  }

  @Test
  void whatIsTypedDuringAnAnswerIsNotLost() throws Exception {
    Gate gate = Gate.shut();
    sandbox.next(heldBack(gate, "lo."), Script.answer("Second."));
    try (Person person = person()) {
      person.type("One?", ENTER).sees("Hel");
      person.type("Two?", ENTER);
      gate.open();
      person.sees("Second.").seesPrompt();

      assertThat(person.lines()).contains("Hel lo.");
    }
  }

  @Test
  void ctrlCAtThePromptGivesUpTheLine() throws Exception {
    sandbox.next(Script.answer("Answered."));
    try (Person person = person()) {
      person.type("never asked").sees("> never asked").type(CTRL_C).seesPrompt();
      person.type(CTRL_C).sees("Ctrl-D or /quit leaves.").seesPrompt();
      person.type("Asked", ENTER).sees("Answered.");
    }
    assertThat(asked()).isEqualTo("user=Asked");
  }

  @Test
  void aFailureIsToldAndTheConversationGoesOn() throws Exception {
    sandbox.next(Script.status(401), Script.answer("Fine."));
    try (Person person = person()) {
      person.type("One?", ENTER).sees("error: ").seesPrompt();
      assertThat(person.lines()).noneMatch(line -> line.contains("first token"));
      person.type("/retry", ENTER).sees("Fine.").seesPrompt();
    }
    assertThat(asked()).isEqualTo("user=One?");
    assertThat(asked()).isEqualTo("user=One?");
  }

  @Test
  void whatWasTypedIsKeptForTheNextTimeForItsOwnerAlone() throws Exception {
    try (Person person = person()) {
      person.type("/system Be brief", ENTER).sees("The system message is set.").seesPrompt();
      person.type("/quit", ENTER);
      assertThat(person.exitCode()).isZero();
    }
    try (Person person = person()) {
      person.type(UP).sees("> /quit").type(UP).sees("> /system Be brief");
    }
    Path history = folder.resolve("data/runnel/chat-history");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }

  @Test
  void aQuestionMayHaveSeveralLinesTypedOrPasted() throws Exception {
    try (Person person = person()) {
      sandbox.next(Script.answer("A."), Script.answer("B."), Script.answer("C."));
      person.type("one\\", ENTER).sees("> one\\").type("two", ENTER).sees("A.").seesPrompt();
      person.type("\"\"\"", ENTER, "/three", ENTER, ENTER, "four", ENTER, "\"\"\"", ENTER);
      person.sees("B.").seesPrompt();
      person.paste("five\nsix").sees("six").type(ENTER).sees("C.").seesPrompt();
    }
    assertThat(asked()).isEqualTo("user=one\ntwo");
    assertThat(asked()).endsWith("|user=/three\n\nfour");
    assertThat(asked()).endsWith("|user=five\nsix");
  }

  @Test
  void tabCompletesCommandsEndpointsModelsAndFiles() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "n");
    try (Person person = person("-o", "openai.models=fast-one,slow-one")) {
      person.type("/mo", TAB).sees("> /model").type("sl", TAB).sees("> /model slow-one");
      person.type(ENTER).sees("openai/slow-one is asked.").seesPrompt();
      person.type("/prov", TAB).sees("> /provider").type("anth", TAB).sees("> /provider anthropic");
      person.type(CTRL_C).seesPrompt();
      person.type("/attach no", TAB).sees("> /attach notes.txt").type(CTRL_C).seesPrompt();
      person.type("/modle x", ENTER).sees("did you mean /model?").seesPrompt();
      person.type("/c", TAB).sees("> /clear");
    }
  }

  @Test
  void markdownIsRendered() throws Exception {
    sandbox.next(
        Script.answer(
            "# Ti",
            "tle\n\n- **bo",
            "ld** and `co",
            "de`\n\n```java\nint x = **1**;\n``",
            "`\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n"));
    try (Person person = person()) {
      person.type("Show", ENTER).sees("1 │ 2").seesPrompt();

      assertThat(person.lines()).contains("Title", "• bold and code", "int x = **1**;", "a │ b");
      assertThat(person.bold("Title") && person.underlined("Title")).isTrue();
      assertThat(person.bold("bold")).isTrue();
      assertThat(person.bold(" and ")).isFalse();
      assertThat(person.coloured("code")).isTrue();
      assertThat(person.lines()).anyMatch(line -> line.startsWith("── java ──"));
    }
  }

  @Test
  void linesAreBrokenToTheWindowAlsoAfterItsSizeHasChanged() throws Exception {
    sandbox.next(
        Script.words("word ".repeat(30).strip()), Script.words("term ".repeat(30).strip()));
    try (Person person = person()) {
      person.type("Wide", ENTER).sees("first token").seesPrompt();
      assertThat(person.lines()).contains("word ".repeat(16).strip());
      person.resize(40, 24).type("Narrow", ENTER).sees("term ".repeat(8).strip());
      person.sees("first token").seesPrompt();
    }
  }

  @Test
  void wideCharactersAreTypedAndShown() throws Exception {
    sandbox.next(Script.answer("你好", "世界。再", "见"));
    try (Person person = chat().atTerminal(8, 24).seesPrompt()) {
      person.type("你好", ENTER).sees("界。再见").seesPrompt();
      assertThat(person.lines()).containsSequence("> 你好", "你好世", "界。再见");
    }
    assertThat(asked()).isEqualTo("user=你好");
  }

  @Test
  void aConversationIsSavedLoadedAskedAgainAndChanged() throws Exception {
    sandbox.next(
        Script.answer("One."),
        Script.answer("Two."),
        Script.answer("Three."),
        Script.answer("Four."));
    Path editor = folder.resolve("editor");
    Files.writeString(editor, "#!/bin/sh\nsed -i 's/question/change/' \"$2\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("note.txt"), "attached");
    Program program = chat("-s", "Be brief.").with("EDITOR", editor + " -w").without("VISUAL");
    try (Person person = program.atTerminal(80, 50).sees("/help for help").seesPrompt()) {
      person.type("/attach note.txt", ENTER).sees("note.txt (text, 8 bytes)").seesPrompt();
      person.type("A question", ENTER).sees("One.").seesPrompt();
      person.type("/retry", ENTER).sees("Two.").seesPrompt();
      person.type("/edit", ENTER).sees("A change").sees("Three.").seesPrompt();
      person.type("/save talk.json", ENTER).sees("3 messages written").seesPrompt();
      person.type("/clear", ENTER).sees("A new conversation.").seesPrompt();
      person.type("/save talk2.json", ENTER).sees("nothing to save").seesPrompt();
      person.type("/load talk.json", ENTER).sees("3 messages read").seesPrompt();
      person.type("More?", ENTER).sees("Four.").seesPrompt();
    }
    String question = "user=note.txt:\n```txt\nattached\n```\n\nA question";
    String change = question.replace("A question", "A change");
    assertThat(asked()).isEqualTo("system=Be brief.|" + question);
    assertThat(asked()).isEqualTo("system=Be brief.|" + question);
    assertThat(asked()).isEqualTo("system=Be brief.|" + change);
    assertThat(asked()).isEqualTo("system=Be brief.|" + change + "|assistant=Three.|user=More?");
    Program.Result again =
        chat("--messages", folder.resolve("talk.json"), "Really?").with("RUNNEL_LOG", "off").run();
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(asked()).isEqualTo("system=Be brief.|" + change + "|assistant=Three.|user=Really?");
  }

  @Test
  void aConversationGoesOnTheNextDay() throws Exception {
    sandbox.next(Script.answer("One."), Script.answer("One again."), Script.answer("Two."));
    try (Person person = person("-s", "S")) {
      person.type("1?", ENTER).sees("One.").seesPrompt();
      person.type("/retry", ENTER).sees("One again.").seesPrompt();
      person.type(CTRL_D);
      assertThat(person.exitCode()).isZero();
    }
    try (Person person = chat("-c").atTerminal(80, 24).sees("goes on after 2 messages")) {
      person.seesPrompt().type("2?", ENTER).sees("Two.").seesPrompt();
    }
    assertThat(Stream.generate(this::asked).limit(3))
        .containsExactly(
            "system=S|user=1?",
            "system=S|user=1?",
            "system=S|user=1?|assistant=One again.|user=2?");
  }

  @Test
  void oneQuestionIsAnsweredInMarkdownOnATerminalAndPlainInAPipe() throws Exception {
    sandbox.next(
        Script.answer("- **two**"), Script.answer("- **two**"), Script.answer("- **two**"));
    try (Person person = chat("Hello").atTerminal(80, 24)) {
      assertThat(person.exitCode()).isZero();
      assertThat(person.sees("• two").bold("two")).isTrue();
    }
    try (Person person = chat("Hello").with("NO_COLOR", "1").atTerminal(80, 24)) {
      person.sees("- **two**");
    }
    assertThat(chat().input("Hello\n").run().out()).isEqualTo("- **two**\n");
    assertThat(asked()).isEqualTo("user=Hello");
  }

  @Test
  void aTerminalIsGivenBackAsItWas() throws Exception {
    String runnel = Program.distribution().resolve("bin").resolve("runnel").toString();
    String state = "stty -a | tr ' ' '\\n' | grep -x 'icanon\\|echo\\|isig'; echo over";
    try (Person person =
        Program.of("sh", "-c", "'" + runnel + "' chat --sandbox; " + state).atTerminal(80, 24)) {
      person.seesPrompt().type(CTRL_D).sees("over");
      assertThat(person.lines()).contains("icanon", "isig", "echo");
    }
  }
}
