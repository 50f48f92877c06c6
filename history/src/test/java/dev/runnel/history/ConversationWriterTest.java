package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing beside an answer: soon, seldom, and never in its way. */
class ConversationWriterTest {
  @TempDir Path folder;
  private Path file;
  private final BlockingQueue<HistoryException> troubles = new LinkedBlockingQueue<>();

  @BeforeEach
  void aFile() {
    file = folder.resolve("log.db");
  }

  @Test
  void whatHasArrivedIsThereWhileTheAnswerStreams() {
    try (ConversationWriter writer =
            ConversationWriter.start(file, troubles::add, Duration.ofMillis(1));
        ConversationLog log = ConversationLog.open(file)) {
      OpenExchange exchange = writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
      exchange.onToken("Once upon ");
      exchange.onToken("a time");

      LoggedExchange read = awaitText(log, "Once upon a time");

      assertThat(read.state()).isEqualTo(ExchangeState.RUNNING);
      assertThat(read.firstContentAfter()).isPresent();
      assertThat(read.took()).isEmpty();
      assertThat(log.search(List.of("upon"), 5)).isEmpty();

      exchange.onEnd(Talk.completed());
      Talk.awaitKept(exchange);
      assertThat(log.search(List.of("upon"), 5)).hasSize(1);
    }
    assertThat(troubles).isEmpty();
  }

  /** The disk is stuck: another process holds the file's lock. */
  @Test
  void anAnswerDoesNotWaitForTheDisk() {
    ConversationLog.open(file).close();
    try (Database blocker = Database.open(file, Duration.ofSeconds(1));
        ConversationWriter writer = ConversationWriter.start(file, troubles::add)) {
      OpenExchange exchange =
          blocker.write(
              sql -> {
                // All of this happens while nothing can be written.
                OpenExchange held =
                    writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
                for (int i = 0; i < 10_000; i++) {
                  held.onToken("token ");
                }
                held.onEnd(Talk.completed());
                assertThat(held.kept().toCompletableFuture()).isNotDone();
                return held;
              });
      Talk.awaitKept(exchange);

      try (ConversationLog log = ConversationLog.open(file)) {
        assertThat(log.latest().orElseThrow().last().text()).hasSize(60_000);
      }
    }
    assertThat(troubles).isEmpty();
  }

  @Test
  void manyTokensAreFewWrites() {
    try (ConversationWriter writer =
            ConversationWriter.start(file, troubles::add, Duration.ofDays(1));
        ConversationLog log = ConversationLog.open(file)) {
      OpenExchange exchange = writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
      awaitText(log, "");
      for (int i = 0; i < 1_000; i++) {
        exchange.onToken("token ");
      }
      OpenExchange later = writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
      later.onEnd(Talk.completed());
      Talk.awaitKept(later);

      assertThat(log.conversation(exchange.start().conversation()).orElseThrow().last().text())
          .isEmpty();
    }
    // Closing writes what is left.
    try (ConversationLog log = ConversationLog.open(file)) {
      String first = log.list(5).get(1).id();
      assertThat(log.conversation(first).orElseThrow().last().text()).hasSize(6_000);
      assertThat(log.list(5).get(1).state()).isEqualTo(ExchangeState.RUNNING);
    }
  }

  @Test
  void whatIsLeftAtTheEndIsWritten() {
    OpenExchange exchange;
    try (ConversationWriter writer =
        ConversationWriter.start(file, troubles::add, Duration.ofDays(1))) {
      exchange = writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
      exchange.onToken("half an ans");
    }
    exchange.onToken("wer");
    exchange.onEnd(Talk.completed());

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.latest().orElseThrow().last().text()).isEqualTo("half an ans");
    }
    assertThat(exchange.kept().toCompletableFuture()).isCompletedWithValue(false);
  }

  @Test
  void aLogThatCannotBeOpenedIsToldOnce() throws Exception {
    Files.createDirectory(file);
    try (ConversationWriter writer = ConversationWriter.start(file, troubles::add)) {
      List<OpenExchange> exchanges = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        OpenExchange exchange =
            writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
        exchange.onToken("text");
        exchange.onEnd(Talk.completed());
        exchanges.add(exchange);
      }
      for (OpenExchange exchange : exchanges) {
        assertThat(exchange.kept().toCompletableFuture().get(30, TimeUnit.SECONDS)).isFalse();
      }
    }
    assertThat(troubles)
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(HistoryException.Kind.UNAVAILABLE);
              assertThat(e).hasMessageContaining(file.toString());
            });
  }

  @Test
  void aFullDiskIsToldAndWhatFollowsIsKeptOnceThereIsRoom() throws Exception {
    ConversationLog.open(file).close();
    try (ConversationWriter writer = ConversationWriter.start(file, troubles::add)) {
      String conversation = writer.newConversation();
      OpenExchange first = writer.begin(Talk.start(conversation, Message.user("small")));
      first.onEnd(Talk.completed());
      Talk.awaitKept(first);
      // A table that refuses is to a transaction what a full disk is: it fails as a whole.
      try (Database database = Database.open(file, Duration.ofSeconds(5))) {
        database.alone(
            "CREATE TRIGGER full BEFORE INSERT ON exchanges BEGIN SELECT RAISE(ABORT, 'full'); END");
        OpenExchange lost = writer.begin(Talk.start(conversation, Message.user("lost")));
        lost.onEnd(Talk.completed());
        assertThat(lost.kept().toCompletableFuture().get(30, TimeUnit.SECONDS)).isFalse();
        database.alone("DROP TRIGGER full");
      }
      OpenExchange kept = writer.begin(Talk.start(conversation, Message.user("kept")));
      kept.onEnd(Talk.completed());
      Talk.awaitKept(kept);
    }
    assertThat(troubles).hasSize(1);
    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.latest().orElseThrow().exchanges()).hasSize(2);
    }
  }

  @Test
  void anExchangeThatSomebodyDeletesIsLeftDeleted() {
    try (ConversationWriter writer =
            ConversationWriter.start(file, troubles::add, Duration.ofMillis(1));
        ConversationLog log = ConversationLog.open(file)) {
      OpenExchange exchange = writer.begin(Talk.start(writer.newConversation(), Message.user("?")));
      exchange.onToken("Once");
      awaitText(log, "Once");
      assertThat(log.deleteAll()).isEqualTo(1);

      exchange.onToken(" upon a time");
      exchange.onEnd(Talk.completed());

      assertThat(exchange.kept().toCompletableFuture().join()).isFalse();
      assertThat(log.list(5)).isEmpty();
    }
    assertThat(troubles).isEmpty();
  }

  private static LoggedExchange awaitText(ConversationLog log, String text) {
    while (true) {
      Optional<LoggedExchange> last = log.latest().map(Conversation::last);
      if (last.isPresent() && last.get().text().equals(text)) {
        return last.get();
      }
      Thread.onSpinWait();
    }
  }
}
