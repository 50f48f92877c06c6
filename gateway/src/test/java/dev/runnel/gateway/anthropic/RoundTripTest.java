package dev.runnel.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.AnswerParts;
import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.Asked;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What the gateway writes, the driver of this form reads: everything, however it is cut. */
class RoundTripTest {
  private static final String MODEL = "anthropic/claude-sonnet-4-5";
  private static final Asked ASKED = new Asked(ChatRequest.of("Hi"), true, true);
  private static final AnswerLabel LABEL = new AnswerLabel("7", Instant.EPOCH, "m/é\"\\n");
  private static final CallReport REPORT =
      new CallReport("p", "e", Optional.empty(), List.of(), List.of());

  private static Path folder;
  private static Sandbox sandbox;
  private static Providers providers;
  private static LiveRunner live;

  @BeforeContainer
  static void start() throws IOException {
    folder = Files.createTempDirectory("round-trip");
    sandbox = Sandbox.start();
    providers = Providers.discover();
    live =
        LiveRunner.builder(providers)
            .environment(Map.of("ANTHROPIC_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .further(
                builder ->
                    builder.option("anthropic.base-url=" + sandbox.baseUrl("anthropic"), "test"))
            .start();
  }

  @AfterContainer
  static void close() throws IOException {
    live.close();
    providers.close();
    sandbox.close();
    Files.delete(folder);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
  void aStreamIsReadAsItWasWritten(
      @ForAll("events") List<ChatEvent> events, @ForAll @IntRange(min = 1, max = 64) int piece)
      throws Exception {
    MessageEvents writer = new MessageEvents(ASKED, LABEL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AnswerParts parts = new AnswerParts();
    bytes.writeBytes(writer.start());
    for (ChatEvent event : events) {
      bytes.writeBytes(": keep-alive\n\n".getBytes(UTF_8));
      bytes.writeBytes(writer.event(event));
      event.accept(parts);
    }
    Usage usage = Usage.reported(9, 4).withCachedInput(3).withCacheWriteInput(1).withReasoning(2);
    bytes.writeBytes(
        writer.end(
            new Outcome.Completed(
                FinishReason.of(FinishReason.Kind.LENGTH, "length"), usage, REPORT)));

    Answer answer =
        read(
            Script.nothing()
                .contentType("text/event-stream")
                .bytes(bytes.toByteArray())
                .inPiecesOf(Math.max(piece, bytes.size() / 200)));

    assertThat(answer.usage()).isEqualTo(usage);
    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(answer.parts())
        .isEqualTo(parts.gathered().stream().map(RoundTripTest::read).toList());
  }

  @Property(tries = 50, shrinking = ShrinkingMode.BOUNDED)
  void aDocumentIsReadAsItWasWritten(@ForAll("events") List<ChatEvent> events) throws Exception {
    AnswerParts parts = new AnswerParts();
    events.forEach(event -> event.accept(parts));
    Usage usage = Usage.reported(9, 4);
    Answer written = new Answer(parts.gathered(), true, FinishReason.STOP, usage, REPORT);

    Answer answer =
        read(
            Script.nothing()
                .contentType("application/json")
                .bytes(new MessageDocument(written, ASKED, LABEL).write()));

    assertThat(answer.parts())
        .isEqualTo(parts.gathered().stream().map(RoundTripTest::read).toList());
  }

  private static Answer read(Script script) throws Exception {
    sandbox.on("anthropic").next(script);
    return live.call(ChatRequest.builder().model(MODEL).user("Hi").build())
        .answer()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  /** As the driver gives it: signatures are marked as of this service and model. */
  private static ContentPart read(ContentPart part) {
    if (part instanceof ContentPart.Reasoning thought && thought.signature() != null) {
      String kind = thought.text().isEmpty() ? "redacted" : "thinking";
      return new ContentPart.Reasoning(
          thought.text(), "anthropic:" + kind + ":claude-sonnet-4-5:" + thought.signature());
    }
    return part;
  }

  @Provide
  Arbitrary<List<ChatEvent>> events() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .all()
            .withChars("é\u2028\r\n\"\\{}: ")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(
                some -> some.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF));
    Arbitrary<ChatEvent> tokens = text.map(ChatEvent.Token::new);
    Arbitrary<ChatEvent> thoughts = text.map(ChatEvent.Reasoning::new);
    Arbitrary<ChatEvent> signatures =
        Arbitraries.strings().alpha().ofMinLength(1).map(ChatEvent.ReasoningSignature::new);
    Arbitrary<List<ChatEvent>> said =
        Arbitraries.oneOf(List.of(tokens, thoughts, signatures)).list().ofMaxSize(8);
    return said.flatMap(
        events ->
            calls()
                .map(
                    calls -> {
                      List<ChatEvent> all = new ArrayList<>(events);
                      all.add(new ChatEvent.Token("."));
                      all.addAll(calls);
                      return all;
                    }));
  }

  /** Pieces of up to three calls, in any order of the calls. */
  private static Arbitrary<List<ChatEvent>> calls() {
    return Arbitraries.integers()
        .between(0, 2)
        .list()
        .ofMaxSize(9)
        .map(
            turns -> {
              List<ChatEvent> pieces = new ArrayList<>();
              Set<Integer> begun = new HashSet<>();
              for (int call : turns) {
                pieces.add(
                    begun.add(call)
                        ? new ChatEvent.ToolCallDelta(
                            call, Optional.of("c" + call), Optional.of("tool"), "{\"a\":[")
                        : new ChatEvent.ToolCallDelta(
                            call, Optional.empty(), Optional.empty(), "\"}\",{},"));
              }
              begun.forEach(
                  call ->
                      pieces.add(
                          new ChatEvent.ToolCallDelta(
                              call, Optional.empty(), Optional.empty(), "1]}")));
              return pieces;
            });
  }
}
