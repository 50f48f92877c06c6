package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationLog;
import dev.runnel.history.ExchangeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runnel chat} logs what is said, and goes on with it. */
class ContinuedChatTest {
  @TempDir Path home;
  private Path file;

  @BeforeEach
  void nobodyWasAskedYet() {
    Play.reset();
    file = home.resolve("runnel").resolve("conversations.db");
  }

  @Test
  void anExchangeIsLogged() {
    Run.Result result = chat("-p", "aunt", "-s", "Be brief.", "-t", "0.5", "Hello").result();

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    Conversation logged = latest();
    assertThat(logged.messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Hello"),
            Message.assistant("You said: Hello"));
    assertThat(logged.last().state()).isEqualTo(ExchangeState.COMPLETED);
    assertThat(logged.last().start().chosen().endpoint()).isEqualTo("aunt");
    assertThat(logged.last().start().chosen().model()).contains("aunt-1");
    assertThat(logged.last().start().temperature()).hasValue(0.5);
    assertThat(Play.asked().request().conversationId()).contains(logged.id());
  }

  @Test
  void theFileIsItsOwnersAlone() throws IOException {
    chat("-p", "aunt", "Hello").result();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void theConversationUsedLastGoesOn() {
    chat("-p", "aunt", "-m", "aunt-2", "-s", "Be brief.", "Hello").result();
    Play.reset();

    Run.Result result = chat("-c", "And now?").result();

    assertThat(result.out()).isEqualTo("You said: And now?\n");
    Play.Asked asked = Play.asked();
    assertThat(asked.request().model()).contains("aunt-2");
    assertThat(asked.request().messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Hello"),
            Message.assistant("You said: Hello"),
            Message.user("And now?"));
    assertThat(latest().exchanges()).hasSize(2);
    assertThat(latest().last().start().added()).containsExactly(Message.user("And now?"));
    // No service remembers, so none is to be told that it should.
    assertThat(asked.request().conversationId()).isEmpty();
  }

  @Test
  void anotherSystemMessageAndModelTakeThePlaceOfTheFormer() {
    chat("-p", "aunt", "-s", "Be brief.", "Hello").result();
    Play.reset();

    chat("-c", "-s", "Be long.", "-m", "aunt-2", "And now?").result();

    assertThat(Play.asked().request().messages())
        .containsExactly(
            Message.system("Be long."),
            Message.user("Hello"),
            Message.assistant("You said: Hello"),
            Message.user("And now?"));
    assertThat(latest().last().start().chosen().model()).contains("aunt-2");
  }

  @Test
  void anyConversationGoesOnByTheBeginningOfItsId() {
    chat("-p", "aunt", "First").result();
    String first = latest().id();
    chat("-p", "aunt", "Second").result();

    Run.Result result = chat("--conversation", first, "And now?").result();

    assertThat(result.exitCode()).isZero();
    assertThat(latest().id()).isEqualTo(first);
    assertThat(latest().messages()).hasSize(4);
  }

  @Test
  void aServiceThatTakesOnlyTheLastMessageWarnsAsEver() {
    chat("-p", "lockchat", "Hello").result();

    Run.Result result = chat("-c", "And now?").result();

    assertThat(result.err()).contains("warning:").contains("all but the last message");
  }

  @Test
  void anAnswerThatBrokeOffIsLoggedAndGoneOnWith() {
    Play.script(
        (config, request, exchange) -> {
          exchange.token("You s");
          exchange.fail(ChatException.of(ErrorKind.CONNECTION, "The line is dead"));
        });
    Run.Result result = chat("-p", "aunt", "Hello").result();
    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(latest().last().state()).isEqualTo(ExchangeState.INCOMPLETE);
    assertThat(latest().last().error().orElseThrow().message()).contains("The line is dead");
    Play.reset();

    chat("-c", "Go on").result();

    assertThat(Play.asked().request().messages())
        .containsExactly(Message.user("Hello"), Message.assistant("You s"), Message.user("Go on"));
  }

  @Test
  void whatFailedWithoutAnAnswerIsLoggedAndLeftOut() {
    chat("-p", "aunt", "Hello").result();
    Play.script(
        (config, request, exchange) ->
            exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "Gone fishing")));
    chat("-c", "Lost").result();
    Play.reset();

    chat("-c", "Again").result();

    assertThat(Play.asked().request().messages())
        .containsExactly(
            Message.user("Hello"), Message.assistant("You said: Hello"), Message.user("Again"));
    assertThat(latest().exchanges()).hasSize(3);
  }

  @Test
  void anAnswerInOnePieceIsLoggedToo() {
    chat("-p", "aunt", "--no-stream", "Hello").result();

    assertThat(latest().last().text()).isEqualTo("You said: Hello");
  }

  @Test
  void nothingIsLoggedWhereTheUserWantsNone() {
    chat("-p", "aunt", "--no-log", "Hello").result();
    chat("-p", "aunt", "Hello").variable("RUNNEL_LOG", "off").result();
    Run.command("chat", "-p", "aunt", "Hello").result();

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aFileCanSayThatNothingIsLoggedAndTheVariableOtherwise() throws IOException {
    Path settings = home.resolve("settings.toml");
    Files.writeString(settings, "[log]\nenabled = false\n");

    chat("-p", "aunt", "--config", settings.toString(), "Hello").result();
    assertThat(file).doesNotExist();

    chat("-p", "aunt", "--config", settings.toString(), "Hello")
        .variable("RUNNEL_LOG", "on")
        .result();
    assertThat(latest().exchanges()).hasSize(1);
  }

  @Test
  void theConversationGoesOnUnlogged() {
    chat("-p", "aunt", "Hello").result();
    Play.reset();

    chat("-c", "--no-log", "And now?").result();

    assertThat(Play.asked().request().messages()).hasSize(3);
    assertThat(latest().exchanges()).hasSize(1);
  }

  @Test
  void whatTheSandboxSaidIsContinuedInTheSandboxOnly() {
    chat("-p", "aunt", "For real").result();
    chat("--sandbox", "-p", "openai", "Played").result();
    assertThat(latest().messages().get(0)).isEqualTo(Message.user("Played"));
    Play.reset();

    chat("-c", "And now?").result();

    assertThat(Play.asked().request().messages()).contains(Message.user("For real"));
  }

  @Test
  void aRefusedRequestIsNotLogged() {
    Run.Result result = chat("-p", "vault", "Hello").result();

    assertThat(result.exitCode()).isEqualTo(4);
    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.latest()).isEmpty();
    }
  }

  @Test
  void aBrokenLogIsToldAndTheAnswerComes() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "This is no database. ".repeat(100));

    Run.Result result = chat("-p", "aunt", "Hello").result();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("You said: Hello\n");
    assertThat(result.err())
        .startsWith("warning: the conversation is not logged. The log of conversations, " + file)
        .contains("damaged")
        .hasLineCount(1);
    assertThat(chat("-c", "Hello").result().exitCode()).isEqualTo(5);
  }

  @Test
  void thereMustBeAConversationToGoOnWith() {
    assertRefused(chat("-c", "Hello").result(), "There is no conversation to continue");
    chat("-p", "aunt", "Hello").result();
    assertRefused(
        chat("--conversation", "zzz", "Hello").result(),
        "There is no conversation 'zzz'; `runnel log list` lists them.");
    assertRefused(chat("-c", "--conversation", "x", "Hello").result(), "leave one out");
    assertRefused(chat("-c", "--messages", "x.json").result(), "--messages");
    assertRefused(Run.of("chat", "-c", "Hello"), "neither XDG_DATA_HOME nor HOME");
    assertRefused(
        chat("Hello").variable("RUNNEL_LOG", "maybe").result(),
        "RUNNEL_LOG is on or off, not 'maybe'.");
  }

  private static void assertRefused(Run.Result result, String why) {
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(why);
  }

  private Run chat(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "chat";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Run.command(all).variable("XDG_DATA_HOME", home.toString());
  }

  private Conversation latest() {
    try (ConversationLog log = ConversationLog.open(file)) {
      return log.latest().orElseThrow();
    }
  }
}
