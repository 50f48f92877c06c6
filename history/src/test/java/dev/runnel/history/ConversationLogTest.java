package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationLogTest {
  @TempDir Path folder;
  private Path file;
  private Talk talk;

  @BeforeEach
  void aLog() {
    file = folder.resolve("log.db");
    talk = new Talk(file);
  }

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void theConversationUsedLastComesFirst() {
    String first = talk.conversation("What is a runnel?", "A narrow channel.");
    String second = talk.conversation("And a rill?", "A small stream.");
    talk.exchange(first, Optional.empty(), "Still there?", "Yes.");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.list(10))
          .extracting(
              ConversationSummary::id,
              ConversationSummary::exchanges,
              ConversationSummary::opening,
              ConversationSummary::state)
          .containsExactly(
              tuple(first, 2, "What is a runnel?", ExchangeState.COMPLETED),
              tuple(second, 1, "And a rill?", ExchangeState.COMPLETED));
      assertThat(log.list(1)).hasSize(1);
      assertThat(log.latest().orElseThrow().id()).isEqualTo(first);
    }
  }

  @Test
  void anEmptyLogHasNothing() {
    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.list(10)).isEmpty();
      assertThat(log.latest()).isEmpty();
      assertThat(log.search(List.of("anything"), 10)).isEmpty();
      assertThat(log.idsThatBegin("", 10)).isEmpty();
      assertThat(log.deleteAll()).isZero();
    }
  }

  @Test
  void idsAreFoundByHowTheyBeginHoweverTheyAreTyped() {
    String id = talk.conversation("Hello", "Hi");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.idsThatBegin(id.substring(0, 4), 2)).containsExactly(id);
      String asHeard = id.toUpperCase(Locale.ROOT).replace('0', 'O').replace('1', 'I');
      assertThat(log.idsThatBegin(" " + asHeard, 2)).containsExactly(id);
      assertThat(log.idsThatBegin("%", 2)).isEmpty();
      assertThat(log.idsThatBegin(id + "0", 2)).isEmpty();
    }
  }

  @Test
  void idsRiseAndAreShort() {
    String first = talk.conversation("1", "1");
    String second = talk.conversation("2", "2");

    assertThat(first).isLessThan(second).hasSize(11).matches("[0-9a-hjkmnp-tv-z]+");
  }

  @Test
  void theConversationGoesOnFromTheLastAnswer() {
    String id = talk.writer().newConversation();
    OpenExchange first =
        talk.writer().begin(Talk.start(id, Message.system("Be brief."), Message.user("One?")));
    first.onToken("One.");
    first.onEnd(Talk.completed());
    OpenExchange failed =
        talk.writer()
            .begin(
                ExchangeStart.builder(id, Talk.AUNT)
                    .parent(first.id())
                    .added(List.of(Message.user("Two?")))
                    .build());
    failed.onEnd(Talk.failed());
    Talk.awaitKept(failed);

    try (ConversationLog log = ConversationLog.open(file)) {
      Conversation read = log.conversation(id).orElseThrow();
      assertThat(read.tip().orElseThrow().id()).isEqualTo(first.id());
      assertThat(read.messages())
          .containsExactly(
              Message.system("Be brief."), Message.user("One?"), Message.assistant("One."));
      assertThat(read.last().error().orElseThrow().kind()).isEqualTo("unavailable");
      assertThat(read.last().error().orElseThrow().message()).contains("Nobody is at home");
    }
  }

  @Test
  void anExchangeTriedAgainLeavesTheFirstTryOut() {
    String id = talk.writer().newConversation();
    OpenExchange first = talk.exchange(id, Optional.empty(), "One?", "One.");
    talk.exchange(id, Optional.of(first.id()), "Two?", "Three.");
    talk.exchange(id, Optional.of(first.id()), "Two?", "Two.");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.conversation(id).orElseThrow().messages())
          .containsExactly(
              Message.user("One?"),
              Message.assistant("One."),
              Message.user("Two?"),
              Message.assistant("Two."));
    }
  }

  @Test
  void aLaterSystemMessageTakesThePlaceOfTheEarlierOne() {
    String id = talk.writer().newConversation();
    OpenExchange first =
        talk.writer().begin(Talk.start(id, Message.system("Be brief."), Message.user("One?")));
    first.onToken("One.");
    first.onEnd(Talk.completed());
    OpenExchange second =
        talk.writer()
            .begin(
                ExchangeStart.builder(id, Talk.AUNT)
                    .parent(first.id())
                    .added(List.of(Message.system("Be long."), Message.user("Two?")))
                    .build());
    second.onToken("Two …");
    second.onEnd(Talk.cancelled());
    Talk.awaitKept(second);

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.conversation(id).orElseThrow().messages())
          .containsExactly(
              Message.system("Be long."),
              Message.user("One?"),
              Message.assistant("One."),
              Message.user("Two?"),
              Message.assistant("Two …"));
    }
  }

  @Test
  void theLatestWithTheServicesIsNotThatWithTheSandbox() {
    String real = talk.conversation("Hello", "Hi");
    String id = talk.writer().newConversation();
    OpenExchange played =
        talk.writer().begin(ExchangeStart.builder(id, Talk.AUNT).standIn("sandbox").build());
    played.onEnd(Talk.completed());
    Talk.awaitKept(played);

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.latest().orElseThrow().id()).isEqualTo(id);
      assertThat(log.latestWith(Optional.empty()).orElseThrow().id()).isEqualTo(real);
      assertThat(log.latestWith(Optional.of("sandbox")).orElseThrow().id()).isEqualTo(id);
      assertThat(log.latestWith(Optional.of("cassette"))).isEmpty();
    }
  }

  @Test
  void wordsAreFoundWithoutRegardToCaseAndAccents() {
    String id = talk.conversation("Où est le café?", "It is \"around the corner\".");
    talk.conversation("Tea?", "No.");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.search(List.of("CAFE"), 10))
          .singleElement()
          .satisfies(
              hit -> {
                assertThat(hit.conversation()).isEqualTo(id);
                assertThat(hit.excerpt()).isEqualTo("Où est le \u0002café\u0003?");
              });
      assertThat(log.search(List.of("around", "corner"), 10)).hasSize(1);
      assertThat(log.search(List.of("around", "tea"), 10)).isEmpty();
    }
  }

  /** What a search language would take for its own. */
  @Test
  void whatIsSearchedForIsTakenAsItStands() {
    talk.conversation("a AND b", "\"quoted\" OR (not) NEAR x* - ^ text: 'y' {z}");

    try (ConversationLog log = ConversationLog.open(file)) {
      for (String word :
          List.of(
              "AND",
              "OR",
              "NEAR",
              "\"quoted\"",
              "(not)",
              "x*",
              "'y'",
              "{z}",
              "text:",
              "\"",
              "-",
              "^",
              "*",
              "%",
              "\0",
              "")) {
        log.search(List.of(word), 10);
      }
      assertThat(log.search(List.of("\"quoted\" OR"), 10)).hasSize(1);
      assertThat(log.search(List.of("a", "OR", "c"), 10)).isEmpty();
    }
  }

  @Test
  void partsOfWordsAreFoundWhereNoWordIs() {
    talk.conversation("Hello", "Ein Donaudampfschiff.");
    talk.conversation("你好，世界真大", "100 % sure");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.search(List.of("DAMPF"), 10))
          .extracting(SearchHit::excerpt)
          .containsExactly("Ein Donau\u0002dampf\u0003schiff.");
      assertThat(log.search(List.of("世界"), 10)).hasSize(1);
    }
  }

  @Test
  void theSearchLanguageIsThereForWhoeverWantsIt() {
    talk.conversation("red green", "blue");

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.searchRaw("gre* NOT yellow", 10)).hasSize(1);
      assertThatThrownBy(() -> log.searchRaw("\"open", 10))
          .isInstanceOfSatisfying(
              HistoryException.class,
              e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.SEARCH_SYNTAX))
          .hasMessageContaining("\"open");
    }
  }

  @Test
  void whatIsDeletedIsNowhereInTheFiles() throws IOException {
    String id = talk.conversation("my zanzibarine secret", "your quixotical answer");
    String other = talk.conversation("kept", "kept");
    talk.close();

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(bytes()).contains("zanzibarine").contains("quixotical");

      assertThat(log.delete(id)).isTrue();
      assertThat(log.delete(id)).isFalse();

      assertThat(log.conversation(id)).isEmpty();
      assertThat(log.search(List.of("zanzibarine"), 10)).isEmpty();
      assertThat(log.conversation(other)).isPresent();
      assertThat(bytes()).doesNotContain("zanzibarine").doesNotContain("quixotical");
    }
  }

  @Test
  void conversationsBeforeATimeAreDeletedByTheirLastExchange() {
    String old = talk.conversation("old", "old");
    Instant afterwards = Instant.now().plusSeconds(1);

    try (ConversationLog log = ConversationLog.open(file)) {
      Instant began = log.conversation(old).orElseThrow().last().startedAt();
      assertThat(log.deleteBefore(began)).isZero();
      assertThat(log.deleteBefore(afterwards)).isEqualTo(1);
      assertThat(log.list(10)).isEmpty();
    }
  }

  @Test
  void toolCallsAndReasoningComeBackInOrder() {
    String id = talk.writer().newConversation();
    OpenExchange exchange = talk.writer().begin(Talk.start(id, Message.user("Weather?")));
    exchange.onReasoning("Hm");
    exchange.onReasoningSignature("aunt:xyz");
    exchange.onToken("Let me look.");
    exchange.onToolCall(
        new ChatEvent.ToolCallDelta(0, Optional.of("c1"), Optional.of("weather"), "{\"at\":"));
    exchange.onToolCall(new ChatEvent.ToolCallDelta(0, Optional.empty(), Optional.empty(), "1}"));
    exchange.onToolResult(new ContentPart.ToolResult("c1", "rain", false));
    exchange.onToken("It rains.");
    exchange.onEnd(Talk.completed());
    Talk.awaitKept(exchange);

    try (ConversationLog log = ConversationLog.open(file)) {
      LoggedExchange read = log.conversation(id).orElseThrow().last();
      assertThat(read.answer())
          .containsExactly(
              new ContentPart.Reasoning("Hm", "aunt:xyz"),
              new ContentPart.Text("Let me look."),
              new ContentPart.ToolCall("c1", "weather", "{\"at\":1}"),
              new ContentPart.ToolResult("c1", "rain", false),
              new ContentPart.Text("It rains."));
      assertThat(read.answerMessages()).hasSize(3);
      assertThat(read.finishReason()).contains(FinishReason.STOP);
      assertThat(read.took()).isPresent();
      assertThat(read.servedModel()).contains("aunt-1-2026");
    }
  }

  private String bytes() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(one, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
