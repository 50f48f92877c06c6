package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runnel log}. */
class LogCommandsTest {
  @TempDir Path home;

  @BeforeEach
  void nobodyWasAskedYet() {
    Play.reset();
  }

  @Test
  void theListShowsTheLatestFirst() {
    run("chat", "-p", "aunt", "What is\n a runnel?");
    run(
        "chat",
        "-p",
        "lockchat",
        "And a rill, which goes on and on and on and on until it is cut off?");

    Run.Result result = run("log", "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().toList())
        .satisfiesExactly(
            second ->
                assertThat(second)
                    .matches(
                        "\\w{11}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  lockchat/gpt-4  And a rill, .*…"),
            first -> assertThat(first).endsWith("  aunt/aunt-1     What is a runnel?"));
    assertThat(run("log", "list", "-n", "1").out()).hasLineCount(1);
  }

  @Test
  void theListIsJsonOnDemand() throws Exception {
    run("chat", "-p", "aunt", "Hello");

    JsonNode line = json(run("log", "list", "--json").out());

    assertThat(line.path("id").asText()).isEqualTo(id());
    assertThat(line.path("opening").asText()).isEqualTo("Hello");
    assertThat(line.path("state").asText()).isEqualTo("completed");
    assertThat(line.path("exchanges").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNotWholeIsMarked() {
    Play.script(
        (config, request, exchange) ->
            exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "Gone fishing")));
    run("chat", "-p", "aunt", "Hello");
    run("chat", "--sandbox", "-p", "openai", "Hello");

    assertThat(run("log", "list").out()).contains("  [failed] Hello\n").contains("  (sandbox) ");
    assertThat(run("log", "show", id(1)).out()).contains("*failed: aunt: Gone fishing");
  }

  @Test
  void aConversationIsShownAsMarkdown() {
    run("chat", "-p", "aunt", "-s", "Be brief.", "Hello");
    run("chat", "-c", "And now?");

    Run.Result result = run("log", "show");

    assertThat(result.out())
        .matches(
            """
            # \\w{11}

            ## system · .{16}

            Be brief.

            ## user · .{16}

            Hello

            ## aunt/aunt-1 · \\d+\\.\\d s

            You said: Hello

            ## user · .{16}

            And now\\?

            ## aunt/aunt-1 · \\d+\\.\\d s

            You said: And now\\?
            """);
    assertThat(run("log", "show", id().substring(0, 8)).out()).isEqualTo(result.out());
  }

  @Test
  void aConversationIsShownAsJsonByExchange() throws Exception {
    run("chat", "-p", "aunt", "-t", "0.5", "Hello");

    JsonNode line = json(run("log", "show", "--json").out());

    assertThat(line.path("conversation").asText()).isEqualTo(id());
    assertThat(line.path("messages").path(0).path("content").asText()).isEqualTo("Hello");
    assertThat(line.path("answer").path(0).path("text").asText()).isEqualTo("You said: Hello");
    assertThat(line.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(line.path("finish_reason").path("kind").asText()).isEqualTo("stop");
  }

  @Test
  void controlCharactersAreShownOnATerminalAndKeptInAPipe() {
    run("chat", "-p", "aunt", "\u001b[31mred");

    assertThat(command("log", "show").atTerminal().result().out()).doesNotContain("\u001b");
    assertThat(run("log", "show").out()).contains("\u001b[31mred");
    assertThat(command("log", "search", "red").atTerminal().result().out())
        .contains("\u241b[31m")
        .contains("\u001b[1m");
  }

  @Test
  void wordsAreFound() {
    run("chat", "-p", "aunt", "Which rivers are long?");
    run("chat", "-p", "aunt", "Which lakes are deep?");

    Run.Result result = run("log", "search", "RIVERS", "long");

    assertThat(result.out().lines().toList())
        .satisfiesExactly(
            asked -> assertThat(asked).endsWith("  user: Which rivers are long?"),
            said -> assertThat(said).endsWith("  assistant: You said: Which rivers are long?"));
    assertThat(run("log", "search", "--raw", "river* NOT said").out()).hasLineCount(1);
    Run.Result nothing = run("log", "search", "oceans");
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).isEqualTo("note: nothing was found.\n");
    Run.Result wrong = run("log", "search", "--raw", "\"open");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("FTS5").contains("--raw");
  }

  @Test
  void whatIsExportedIsWhatMessagesReads() throws Exception {
    run("chat", "-p", "aunt", "-s", "Be brief.", "Hello");
    Path talk = home.resolve("talk.json");
    Files.writeString(talk, run("log", "export", "last").out());
    Play.reset();

    Run.Result result = run("chat", "-p", "aunt", "--messages", talk.toString(), "And now?");

    assertThat(result.err()).isEmpty();
    assertThat(Play.asked().request().messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Hello"),
            Message.assistant("You said: Hello"),
            Message.user("And now?"));
  }

  @Test
  void allIsExportedTheOldestFirst() throws Exception {
    run("chat", "-p", "aunt", "First");
    run("chat", "-p", "aunt", "Second");

    List<String> lines = run("log", "export").out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(json(lines.get(0)).path("messages").path(0).path("content").asText())
        .isEqualTo("First");
    assertThat(run("log", "export", "--format", "md").out().lines())
        .filteredOn(line -> line.startsWith("# "))
        .hasSize(2);
    assertThat(run("log", "export", "--format", "json").exitCode()).isEqualTo(2);
    assertThat(run("log", "export", "last", "--format", "xml").err()).contains("JSONL");
  }

  @Test
  void aConversationIsDeletedWithoutAQuestionOnDemand() {
    run("chat", "-p", "aunt", "First");
    String first = id();
    run("chat", "-p", "aunt", "Second");

    Run.Result result = run("log", "delete", first, "-y");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEqualTo("deleted 1 conversation\n");
    assertThat(run("log", "list").out()).hasLineCount(1).contains("Second");
  }

  @Test
  void aPersonIsAskedBeforeAnythingIsDeleted() {
    run("chat", "-p", "aunt", "First");

    Run.Result refused = command("log", "delete", "--all").atTerminal().stdin("n\n").result();
    assertThat(refused.err()).isEqualTo("Delete all 1 conversations? [y/N] nothing was deleted\n");
    assertThat(run("log", "list").out()).hasLineCount(1);

    Run.Result agreed = command("log", "delete", "last").atTerminal().stdin("y\n").result();
    assertThat(agreed.err()).contains("Delete the conversation ").endsWith("1 conversation\n");
    assertThat(run("log", "list").err()).isEqualTo("note: the log holds no conversation yet.\n");
  }

  @Test
  void conversationsAreDeletedByTheirAge() {
    run("chat", "-p", "aunt", "First");

    assertThat(run("log", "delete", "--before", "2020-01-31", "-y").err())
        .isEqualTo("deleted 0 conversations\n");
    assertThat(run("log", "delete", "--before", "2999-01-31", "-y").err())
        .isEqualTo("deleted 1 conversation\n");
  }

  @Test
  void whatIsToBeDeletedMustBeSaid() {
    assertRefused(run("log", "delete", "-y"), "Say what to delete");
    assertRefused(run("log", "delete", "x", "--all", "-y"), "one of them only");
    assertRefused(run("log", "delete", "--all"), "-y");
    run("chat", "-p", "aunt", "First");
    assertRefused(run("log", "delete", "--before", "yesterday", "-y"), "2026-01-31");
    assertRefused(run("log", "delete", "zzz", "-y"), "There is no conversation 'zzz'");
  }

  @Test
  void anIdThatCouldBeSeveralIsRefusedWithThem() {
    run("chat", "-p", "aunt", "First");
    run("chat", "-p", "aunt", "Second");

    assertRefused(run("log", "show", id().substring(0, 2)), "Several conversations begin with");
    assertThat(run("log", "show", id().substring(0, 2)).err()).contains(id(0)).contains(id(1));
  }

  @Test
  void thePathIsPrintedWhereverItIs() {
    String path = home.resolve("runnel").resolve("conversations.db").toString();

    assertThat(run("log", "path").out()).isEqualTo(path + "\n");
    assertThat(run("log", "list").err())
        .isEqualTo("note: nothing is logged yet; " + path + " does not exist.\n");
    assertThat(home).isEmptyDirectory();
    assertRefused(Run.of("log", "path"), "neither XDG_DATA_HOME nor HOME is set");
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Run.Result result = run("log");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Usage: runnel log").contains("search");
    assertThat(run("help", "log", "list").out()).contains("Usage: runnel log list");
    assertThat(run("log", "lst").err()).contains("did you mean 'list'?");
  }

  @Test
  void reasoningIsShownAsAQuotation() {
    Play.script(
        (config, request, exchange) -> {
          exchange.reasoning("Let me\nthink");
          exchange.token("A cat.");
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        });
    run("chat", "-p", "aunt", "What is it?");

    assertThat(run("log", "show").out()).contains("\n> Let me\n> think\n\nA cat.\n");
  }

  private static void assertRefused(Run.Result result, String why) {
    assertThat(result.err()).contains(why);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  private String id() {
    return id(0);
  }

  private String id(int line) {
    return run("log", "list").out().lines().toList().get(line).substring(0, 11);
  }

  private Run.Result run(String... arguments) {
    return command(arguments).result();
  }

  private Run command(String... arguments) {
    return Run.command(arguments).variable("XDG_DATA_HOME", home.toString());
  }

  private static JsonNode json(String text) throws Exception {
    return JsonMapper.builder().build().readTree(text);
  }
}
