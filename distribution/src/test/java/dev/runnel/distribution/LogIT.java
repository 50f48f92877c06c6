package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.history.Conversation;
import dev.runnel.history.ConversationLog;
import dev.runnel.history.ExchangeState;
import dev.runnel.history.LoggedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The log of conversations, written by the processes that people start. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class LogIT {
  @TempDir Path folder;
  private Path file;
  private Path temporary;

  @BeforeEach
  void folders() throws IOException {
    file = folder.resolve("data").resolve("runnel").resolve("conversations.db");
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private Program runnel(Object... arguments) {
    return Program.runnel(arguments)
        .with("XDG_DATA_HOME", folder.resolve("data"))
        .with("RUNNEL_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
  }

  @Test
  void aConversationGoesOnInAnotherProcessAndNothingIsLeftInTheTemporaryFolder() {
    var first = runnel("chat", "--sandbox", "-p", "openai", "I feel tired").run();
    var second = runnel("chat", "--sandbox", "-c", "My cat").run();

    assertThat(first.err()).isEmpty();
    assertThat(second.err()).isEmpty();
    var shown = runnel("log", "show").run();
    assertThat(shown.out())
        .containsSubsequence("I feel tired", first.out(), "My cat", second.out());
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatHadArrivedIsThereWhenTheProcessIsKilled() throws Exception {
    try (Live runnel =
        runnel("chat", "--sandbox", "-p", "openai", "-m", "fault-stall", "Hello").live()) {
      String printed = runnel.awaitOut(out -> !out.isEmpty());
      awaitText(printed);
      runnel.signal("KILL");
      runnel.end();
    }

    LoggedExchange killed = latest().orElseThrow().last();
    assertThat(killed.state()).isEqualTo(ExchangeState.INTERRUPTED);
    assertThat(killed.text()).isNotEmpty();
    assertThat(runnel("log", "list").run().out()).contains("[interrupted] Hello");
    assertThat(runnel("log", "show").run().out()).contains(killed.text()).contains("*interrupted*");
  }

  @Test
  void anAnswerThatTheUserEndsIsLoggedAsFarAsItCame() throws Exception {
    try (Live runnel =
        runnel("chat", "--sandbox", "-p", "openai", "-m", "fault-stall", "Hello").live()) {
      String printed = runnel.awaitOut(out -> !out.isEmpty());
      runnel.signal("INT");
      assertThat(runnel.end().exit()).isEqualTo(130);

      LoggedExchange ended = latest().orElseThrow().last();
      assertThat(ended.state()).isEqualTo(ExchangeState.CANCELLED);
      assertThat(ended.text()).startsWith(printed);
    }
  }

  private void awaitText(String printed) {
    while (latest().filter(one -> one.last().text().startsWith(printed)).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private Optional<Conversation> latest() {
    return ConversationLog.openIfThere(file)
        .flatMap(
            log -> {
              try (log) {
                return log.latest();
              }
            });
  }
}
