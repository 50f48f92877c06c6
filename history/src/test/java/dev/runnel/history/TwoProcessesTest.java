package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write one log at the same time, from its making on. */
class TwoProcessesTest {
  private static final int PROCESSES = 3;
  private static final int EXCHANGES = 25;

  @TempDir Path folder;

  @Test
  void nothingIsLost() throws Exception {
    Path file = folder.resolve("new").resolve("log.db");
    List<ScribeProcess> scribes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      scribes.add(ScribeProcess.start(file, "scribe" + i, EXCHANGES));
    }
    for (ScribeProcess scribe : scribes) {
      assertThat(scribe.end()).contains("kept " + (EXCHANGES - 1) + "\n");
      assertThat(scribe.exitCode()).isZero();
    }

    try (ConversationLog log = ConversationLog.open(file)) {
      List<ConversationSummary> conversations = log.list(100);
      assertThat(conversations).hasSize(PROCESSES);
      for (ConversationSummary conversation : conversations) {
        Conversation read = log.conversation(conversation.id()).orElseThrow();
        assertThat(read.exchanges()).hasSize(EXCHANGES);
        assertThat(read.path(read.last().id())).hasSize(EXCHANGES);
        for (LoggedExchange exchange : read.exchanges()) {
          assertThat(exchange.state()).isEqualTo(ExchangeState.COMPLETED);
          assertThat(exchange.text())
              .isEqualTo(Scribe.answerTo(exchange.start().added().get(0).text()));
        }
      }
    }
  }
}
