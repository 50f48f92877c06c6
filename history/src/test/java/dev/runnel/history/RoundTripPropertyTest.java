package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.api.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What goes in comes out. */
class RoundTripPropertyTest {
  private static Path folder;

  @BeforeContainer
  static void aFolder() throws IOException {
    folder = Files.createTempDirectory("runnel-history");
  }

  @AfterContainer
  static void nothingIsLeft() throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Property(tries = 100)
  void exchangesComeBackAsTheyWere(
      @ForAll("exchanges") List<List<Message>> requests,
      @ForAll("answers") List<ChatEvent> answer,
      @ForAll("outcomes") Outcome outcome) {
    Path file = folder.resolve("log.db");
    List<OpenExchange> written = new ArrayList<>();
    String conversation;
    try (Talk talk = new Talk(file)) {
      conversation = talk.writer().newConversation();
      for (List<Message> request : requests) {
        String parent = written.isEmpty() ? null : written.get(written.size() - 1).id();
        OpenExchange exchange =
            talk.writer()
                .begin(
                    ExchangeStart.builder(conversation, Talk.AUNT)
                        .parent(parent)
                        .added(request)
                        .build());
        answer.forEach(event -> tell(exchange, event));
        exchange.onEnd(outcome);
        written.add(exchange);
      }
    }

    try (ConversationLog log = ConversationLog.open(file)) {
      Conversation read = log.conversation(conversation).orElseThrow();
      assertThat(read.exchanges()).hasSameSizeAs(written);
      for (int i = 0; i < written.size(); i++) {
        LoggedExchange exchange = read.exchanges().get(i);
        assertThat(exchange.id()).isEqualTo(written.get(i).id());
        assertThat(exchange.start()).isEqualTo(written.get(i).start());
        assertThat(exchange.answer()).isEqualTo(written.get(i).takeProgress().answer());
        assertThat(exchange.usage()).isEqualTo(outcome.usage());
        assertThat(exchange.state().name())
            .isEqualToIgnoringCase(outcome.getClass().getSimpleName());
      }
      assertThat(read.path(read.last().id())).isEqualTo(read.exchanges());
      log.searchRaw("\"no such words at all\"", 5);
    }
  }

  private static void tell(OpenExchange exchange, ChatEvent event) {
    event.accept(
        new ChatEvent.Visitor<Boolean>() {
          @Override
          public Boolean token(ChatEvent.Token token) {
            exchange.onToken(token.text());
            return true;
          }

          @Override
          public Boolean reasoning(ChatEvent.Reasoning piece) {
            exchange.onReasoning(piece.text());
            return true;
          }

          @Override
          public Boolean signature(ChatEvent.ReasoningSignature signature) {
            exchange.onReasoningSignature(signature.signature());
            return true;
          }

          @Override
          public Boolean toolCall(ChatEvent.ToolCallDelta delta) {
            exchange.onToolCall(delta);
            return true;
          }

          @Override
          public Boolean toolResult(ChatEvent.ToolResult result) {
            exchange.onToolResult(result.result());
            return true;
          }

          @Override
          public Boolean unknown(ChatEvent other) {
            throw new AssertionError(other);
          }
        });
  }

  @Provide
  Arbitrary<List<List<Message>>> exchanges() {
    Arbitrary<Message> message =
        Combinators.combine(Arbitraries.of(Role.class), parts().list().ofMaxSize(3))
            .as(Message::new);
    return message.list().ofMinSize(1).ofMaxSize(3).list().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<ChatEvent>> answers() {
    Arbitrary<ChatEvent> event =
        Arbitraries.oneOf(
            texts().map(ChatEvent.Token::new),
            texts().map(ChatEvent.Reasoning::new),
            texts().map(ChatEvent.ReasoningSignature::new),
            Combinators.combine(Arbitraries.integers().between(0, 2), texts(), texts())
                .as(
                    (index, id, arguments) ->
                        new ChatEvent.ToolCallDelta(
                            index, Optional.of(id), Optional.of("tool"), arguments)),
            toolResults().map(ChatEvent.ToolResult::new));
    return event.list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<Outcome> outcomes() {
    Arbitrary<Usage> usages =
        Combinators.combine(
                Arbitraries.longs().between(-1, Long.MAX_VALUE), Arbitraries.longs().between(-1, 9))
            .as(Usage::reported)
            .injectNull(0.2)
            .map(usage -> usage == null ? Usage.ABSENT : usage);
    ChatException lost = ChatException.of(ErrorKind.CONNECTION, "lost");
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of(FinishReason.Kind.class), usages)
            .as((kind, usage) -> new Outcome.Completed(reason(kind), usage, Talk.report())),
        usages.map(
            usage ->
                new Outcome.Incomplete(
                    Outcome.Incomplete.Reason.CONNECTION, lost, usage, Talk.report())),
        usages.map(usage -> new Outcome.Failed(lost, false, usage, Talk.report())),
        usages.map(usage -> new Outcome.Cancelled(true, usage, Talk.report())));
  }

  private static FinishReason reason(FinishReason.Kind kind) {
    return new FinishReason(kind, Optional.of("as the service says"));
  }

  private static Arbitrary<ContentPart> parts() {
    return Arbitraries.oneOf(
        texts().map(ContentPart.Text::new),
        Combinators.combine(texts(), texts().injectNull(0.3)).as(ContentPart.Reasoning::new),
        Combinators.combine(texts(), texts(), texts()).as(ContentPart.ToolCall::new),
        toolResults(),
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(20)
            .map(bytes -> ContentPart.Image.of("image/png", bytes)),
        Arbitraries.just(
            ContentPart.Image.at("image/jpeg", URI.create("https://pictures.example/1.jpg"))));
  }

  private static Arbitrary<ContentPart.ToolResult> toolResults() {
    return Combinators.combine(texts(), texts(), Arbitraries.of(true, false))
        .as(ContentPart.ToolResult::new);
  }

  /** Every character there is, NUL included; halves of characters are none. */
  private static Arbitrary<String> texts() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .edgeCases(edges -> edges.add(0, 10, 34, 39, 0x1f600))
        .list()
        .ofMaxSize(12)
        .map(
            characters -> {
              StringBuilder text = new StringBuilder();
              characters.forEach(text::appendCodePoint);
              return text.toString();
            });
  }
}
