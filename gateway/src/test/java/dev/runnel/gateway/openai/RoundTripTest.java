package dev.runnel.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.http.decode.InputEnd;
import dev.runnel.http.decode.SseDecoder;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiError;
import dev.runnel.http.openai.OpenAiListener;
import dev.runnel.http.openai.OpenAiToolCallDelta;
import dev.runnel.http.openai.OpenAiUsage;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the gateway writes, the driver of this form reads: everything, however it is cut. */
class RoundTripTest {
  private static final AnswerLabel LABEL = new AnswerLabel("7", Instant.EPOCH, "m/\u00e9\"\\n");

  @Property(tries = 300)
  void aStreamIsReadAsItWasWritten(
      @ForAll("events") List<ChatEvent> events, @ForAll @IntRange(min = 1, max = 64) int piece) {
    AnswerWriter chunks = new Chunks(LABEL, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(chunks.start());
    events.forEach(event -> bytes.writeBytes(chunks.event(event)));
    Usage usage = Usage.reported(9, 4).withCachedInput(3).withReasoning(2);
    bytes.writeBytes(
        chunks.end(
            new Outcome.Completed(
                FinishReason.of(FinishReason.Kind.LENGTH, "x"),
                usage,
                new CallReport("p", "e", Optional.empty(), List.of(), List.of()))));

    List<String> told = read(bytes.toByteArray(), piece);

    List<String> expected = new ArrayList<>(List.of("id chatcmpl-7", "model " + LABEL.model()));
    Set<Integer> begun = new HashSet<>();
    events.forEach(event -> expected.add(described(event, begun)));
    expected.add("finish length");
    expected.add("usage 9 4 13 2 3");
    expected.add("done");
    assertThat(told).isEqualTo(expected);
  }

  @Property(tries = 100)
  void aFailureIsReadAsAnError(
      @ForAll Trouble.Kind kind,
      @ForAll String message,
      @ForAll @IntRange(min = 1, max = 64) int piece) {
    AnswerWriter chunks = new Chunks(LABEL, false);
    List<String> told = read(chunks.failure(Trouble.of(kind, "!" + message)), piece);
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).startsWith("error !" + whole(message));
  }

  @Property(tries = 200)
  void oneEventIsOneLineForEveryReaderOfLines(@ForAll String text) {
    byte[] written = new Chunks(LABEL, false).event(new ChatEvent.Token(text));
    String event = new String(written, java.nio.charset.StandardCharsets.UTF_8);
    assertThat(event).endsWith("\n\n");
    // All that any common library takes for the end of a line.
    assertThat(event.substring(0, event.length() - 2))
        .doesNotContainPattern("[\\n\\r\\x0b\\x0c\\x1c-\\x1e\\x85\\u2028\\u2029]");
  }

  @Provide
  Arbitrary<List<ChatEvent>> events() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(12);
    Arbitrary<ChatEvent> tokens = text.map(ChatEvent.Token::new);
    Arbitrary<ChatEvent> thoughts = text.map(ChatEvent.Reasoning::new);
    Arbitrary<ChatEvent> calls =
        Combinators.combine(Arbitraries.integers().between(0, 3), text, text.optional())
            .as(
                (index, name, arguments) ->
                    new ChatEvent.ToolCallDelta(
                        index, Optional.of("c" + index), Optional.of(name), arguments.orElse("")));
    return Arbitraries.oneOf(List.of(tokens, thoughts, calls)).list().ofMaxSize(12);
  }

  /** In the words of {@link Told}; of a call that has begun, only its arguments are written. */
  private static String described(ChatEvent event, Set<Integer> begun) {
    return event.accept(
        new ChatEvent.Visitor<String>() {
          @Override
          public String token(ChatEvent.Token token) {
            return "text " + whole(token.text());
          }

          @Override
          public String reasoning(ChatEvent.Reasoning reasoning) {
            return "reasoning " + whole(reasoning.text());
          }

          @Override
          public String toolCall(ChatEvent.ToolCallDelta delta) {
            boolean first = begun.add(delta.index());
            return call(
                delta.index(),
                first ? delta.id().orElseThrow() : null,
                first ? whole(delta.name().orElseThrow()) : null,
                whole(delta.arguments()));
          }

          @Override
          public String unknown(ChatEvent other) {
            throw new AssertionError(other);
          }
        });
  }

  private static String call(int index, String id, String name, String arguments) {
    return "call " + index + " " + id + " " + name + " " + (arguments == null ? "" : arguments);
  }

  /** As the reader gives it: a lone surrogate, which is no text, is replaced. */
  private static String whole(String text) {
    return text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static List<String> read(byte[] bytes, int piece) {
    Told told = new Told();
    OpenAiDecoder decoder = new OpenAiDecoder();
    SseDecoder stream =
        new SseDecoder(
            (name, array, offset, length) -> {
              if (OpenAiDecoder.isDone(array, offset, length)) {
                told.all.add("done");
              } else {
                decoder.decode(array, offset, length, told);
              }
            });
    for (int from = 0; from < bytes.length; from += piece) {
      stream.feed(bytes, from, Math.min(piece, bytes.length - from));
    }
    assertThat(stream.endOfInput()).isEqualTo(InputEnd.BETWEEN_EVENTS);
    return told.all;
  }

  private static final class Told implements OpenAiListener {
    final List<String> all = new ArrayList<>();

    @Override
    public void onId(String id) {
      all.add("id " + id);
    }

    @Override
    public void onModel(String model) {
      all.add("model " + model);
    }

    @Override
    public void onText(String delta) {
      all.add("text " + delta);
    }

    @Override
    public void onReasoning(String delta) {
      all.add("reasoning " + delta);
    }

    @Override
    public void onToolCall(OpenAiToolCallDelta delta) {
      all.add(call(delta.index(), delta.id(), delta.name(), delta.arguments()));
    }

    @Override
    public void onUsage(OpenAiUsage usage) {
      all.add(
          "usage "
              + usage.promptTokens()
              + " "
              + usage.completionTokens()
              + " "
              + usage.totalTokens()
              + " "
              + usage.reasoningTokens()
              + " "
              + usage.cachedTokens());
    }

    @Override
    public void onFinish(String reason) {
      all.add("finish " + reason);
    }

    @Override
    public void onError(OpenAiError error) {
      all.add("error " + error.message());
    }
  }
}
