package dev.runnel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The values callers make: checked, immutable, and silent about what must not be shown. */
class ValuesTest {
  // ---- Secret ----

  @Test
  void aSecretNeverPrints() {
    Secret secret = Secret.of("sk-hush");
    assertThat(secret).hasToString("***");
    assertThat("key " + secret).doesNotContain("hush");
    assertThat(String.format("%s %s", secret, List.of(secret))).doesNotContain("hush");
    assertThat(secret.reveal()).isEqualTo("sk-hush");
    assertThat(secret.redact("GET /?key=sk-hush&again=sk-hush"))
        .isEqualTo("GET /?key=***&again=***");
    assertThat(secret).isEqualTo(Secret.of("sk-hush")).hasSameHashCodeAs(Secret.of("sk-hush"));
    assertThat(secret).isNotEqualTo(Secret.of("other"));
    assertThat(secret).isNotInstanceOf(java.io.Serializable.class);
  }

  @Test
  void aBlankSecretIsAMissingOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(" "));
    assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
  }

  // ---- ChatRequest ----

  static Stream<Arguments> badSettings() {
    return Stream.of(
        bad("temperature below zero", builder -> builder.temperature(-0.1)),
        bad("temperature not a number", builder -> builder.temperature(Double.NaN)),
        bad("temperature infinite", builder -> builder.temperature(Double.POSITIVE_INFINITY)),
        bad("topP below zero", builder -> builder.topP(-0.1)),
        bad("topP above one", builder -> builder.topP(1.1)),
        bad("topP not a number", builder -> builder.topP(Double.NaN)),
        bad("no tokens", builder -> builder.maxTokens(0)),
        bad("presencePenalty", builder -> builder.presencePenalty(Double.NaN)),
        bad("frequencyPenalty", builder -> builder.frequencyPenalty(Double.NaN)),
        bad("blank model", builder -> builder.model(" ")));
  }

  private static Arguments bad(String name, Consumer<ChatRequest.Builder> setting) {
    return Arguments.of(name, setting);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSettings")
  void aBadSettingIsRefusedAndLeavesTheBuilderAsItWas(
      String name, Consumer<ChatRequest.Builder> setting) {
    ChatRequest.Builder builder = ChatRequest.builder().user("Hello");
    assertThatIllegalArgumentException().isThrownBy(() -> setting.accept(builder));
    ChatRequest request = builder.build();
    assertThat(request.temperature()).isEmpty();
    assertThat(request.topP()).isEmpty();
    assertThat(request.maxTokens()).isEmpty();
    assertThat(request.presencePenalty()).isEmpty();
    assertThat(request.frequencyPenalty()).isEmpty();
    assertThat(request.model()).isEmpty();
  }

  @Test
  void aRequestNeedsAMessage() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ChatRequest.builder().build())
        .withMessageContaining("at least one message");
  }

  private static ChatRequest everything() {
    return ChatRequest.builder()
        .model("m")
        .system("Be brief")
        .user("Hi")
        .assistant("Hello")
        .user("Why?")
        .temperature(0.5)
        .topP(0.9)
        .maxTokens(7)
        .stop("a", "b")
        .seed(42L)
        .presencePenalty(-1.0)
        .frequencyPenalty(1.0)
        .reasoningEffort(ReasoningEffort.HIGH)
        .tools(new Tool("f", "does", "{}"))
        .toolChoice(ToolChoice.named("f"))
        .responseFormat(ResponseFormat.JSON_OBJECT)
        .conversationId("c1")
        .extra("acme", "top_k", 5)
        .timeouts(Timeouts.DEFAULT)
        .strict(true)
        .build();
  }

  @Test
  void aCopyHasEverything() {
    ChatRequest copy = ChatRequest.builder(everything()).build();
    ChatRequest original = everything();
    assertThat(copy).usingRecursiveComparison().isEqualTo(original);
    assertThat(copy.lastMessage()).isEqualTo(Message.user("Why?"));
    assertThat(copy.extras("acme")).containsExactly(Map.entry("top_k", 5));
    assertThat(copy.extras("other")).isEmpty();
  }

  @Test
  void aRequestDoesNotChangeWithItsBuilderNorWithItsCopy() {
    ChatRequest.Builder builder = ChatRequest.builder().user("Hi").extra("acme", "a", 1);
    ChatRequest request = builder.build();
    builder.user("more").stop("x").extra("acme", "b", 2).tools(new Tool("f", "", "{}"));
    ChatRequest.builder(request).extra("acme", "c", 3).build();
    assertThat(request.messages()).hasSize(1);
    assertThat(request.stop()).isEmpty();
    assertThat(request.tools()).isEmpty();
    assertThat(request.extras("acme")).containsOnlyKeys("a");
    for (Runnable change :
        List.<Runnable>of(
            () -> request.messages().add(Message.user("x")),
            () -> request.stop().add("x"),
            () -> request.tools().clear(),
            () -> request.extras("acme").put("x", 1))) {
      assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
    }
  }

  @Test
  void aRequestShowsNoContent() {
    assertThat(ChatRequest.of("my diagnosis").toString())
        .isEqualTo("ChatRequest[model=default, messages=1]");
  }

  // ---- the unknown branches ----

  static Stream<ContentPart> parts() {
    return Stream.of(
        new ContentPart.Text("x"),
        ContentPart.Image.of("image/png", new byte[] {1}),
        ContentPart.Image.at("image/png", URI.create("http://127.0.0.1/x.png")),
        new ContentPart.ToolCall("1", "f", "{}"),
        new ContentPart.ToolResult("1", "4", false),
        new ContentPart.Reasoning("hm", null));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void anOldVisitorGetsEveryPartItDoesNotKnow(ContentPart part) {
    ContentPart seen = part.accept(unknown -> unknown);
    assertThat(seen).isSameAs(part);
  }

  @Test
  void anOldVisitorGetsEveryEventAndFormatItDoesNotKnow() {
    List<ChatEvent> events =
        List.of(
            new ChatEvent.Token("x"),
            new ChatEvent.Reasoning("x"),
            new ChatEvent.ReasoningSignature("acme:x"),
            new ChatEvent.ToolCallDelta(0, Optional.empty(), Optional.empty(), ""),
            new ChatEvent.ToolResult(new ContentPart.ToolResult("id", "x", false)),
            new ChatEvent.UsageUpdate(Usage.ABSENT));
    for (ChatEvent event : events) {
      ChatEvent seen = event.accept(unknown -> unknown);
      assertThat(seen).isSameAs(event);
    }
    for (ResponseFormat format :
        List.of(
            ResponseFormat.TEXT,
            ResponseFormat.JSON_OBJECT,
            new ResponseFormat.JsonSchema("n", "{}", true))) {
      ResponseFormat seen = format.accept(unknown -> unknown);
      assertThat(seen).isSameAs(format);
    }
  }

  @Test
  void aVisitorGetsEachKindInItsOwnBranch() {
    List<String> seen = new ArrayList<>();
    ContentPart.Visitor<Boolean> visitor =
        new ContentPart.Visitor<>() {
          @Override
          public Boolean text(ContentPart.Text text) {
            return seen.add("text");
          }

          @Override
          public Boolean image(ContentPart.Image image) {
            return seen.add("image");
          }

          @Override
          public Boolean toolCall(ContentPart.ToolCall call) {
            return seen.add("call");
          }

          @Override
          public Boolean toolResult(ContentPart.ToolResult result) {
            return seen.add("result");
          }

          @Override
          public Boolean reasoning(ContentPart.Reasoning reasoning) {
            return seen.add("reasoning");
          }

          @Override
          public Boolean unknown(ContentPart part) {
            return seen.add("unknown");
          }
        };
    parts().forEach(part -> part.accept(visitor));
    assertThat(seen).containsExactly("text", "image", "image", "call", "result", "reasoning");
  }

  // ---- small values ----

  @Test
  void anImageHasEitherDataOrAnAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContentPart.Image("image/png", null, null));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ContentPart.Image("image/png", new byte[1], URI.create("http://127.0.0.1")));
    assertThat(ContentPart.Image.of("image/png", new byte[] {1, 2}))
        .isEqualTo(ContentPart.Image.of("image/png", new byte[] {1, 2}))
        .hasToString("Image[image/png, 2 bytes]");
  }

  @Test
  void timeoutsArePositive() {
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      for (Consumer<Duration> clock :
          List.<Consumer<Duration>>of(
              Timeouts.DEFAULT::withConnect,
              Timeouts.DEFAULT::withFirstContent,
              Timeouts.DEFAULT::withIdle,
              Timeouts.DEFAULT::withTotal)) {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.accept(none));
      }
    }
    assertThat(Timeouts.DEFAULT.of(Timeouts.Clock.CONNECT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Timeouts.DEFAULT.of(Timeouts.Clock.FIRST_CONTENT)).isEqualTo(Duration.ofMinutes(2));
    assertThat(Timeouts.DEFAULT.of(Timeouts.Clock.IDLE)).isEqualTo(Duration.ofMinutes(1));
    assertThat(Timeouts.DEFAULT.of(Timeouts.Clock.TOTAL)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aToolChoiceNamesAToolExactlyWhereItMust() {
    assertThat(ToolChoice.named("f").tool()).contains("f");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolChoice(ToolChoice.Mode.NAMED, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolChoice(ToolChoice.Mode.AUTO, Optional.of("f")));
  }

  @Test
  void aMessagesTextIsItsTextParts() {
    assertThat(
            new Message(
                    Role.USER,
                    List.of(
                        new ContentPart.Text("a"),
                        ContentPart.Image.of("image/png", new byte[1]),
                        new ContentPart.Text("b")))
                .text())
        .isEqualTo("ab");
    assertThat(Role.ofWireName("assistant")).contains(Role.ASSISTANT);
    assertThat(Role.ofWireName("Assistant")).isEmpty();
  }

  @Test
  void usageAddsUpWhereBothAreKnown() {
    assertThat(Usage.reported(3, 4).totalTokens()).hasValue(7);
    assertThat(Usage.ABSENT.totalTokens()).isEmpty();
    assertThat(Usage.REPORTED.withInput(3).totalTokens()).isEmpty();
  }

  @Test
  void usageIsBuiltFromWhatIsKnown() {
    Usage usage = Usage.reported(9, -1).withCachedInput(2).withCacheWriteInput(3).withReasoning(-1);
    assertThat(usage)
        .isEqualTo(
            new Usage(
                Usage.Source.REPORTED,
                OptionalLong.of(9),
                OptionalLong.empty(),
                OptionalLong.of(2),
                OptionalLong.of(3),
                OptionalLong.empty()));
  }

  @Test
  void usageOfSeveralCallsAddsUp() {
    Usage one = Usage.reported(9, 4).withCachedInput(2).withReasoning(1);
    Usage two = Usage.reported(20, 6).withCachedInput(8).withCacheWriteInput(5);
    assertThat(one.plus(two))
        .isEqualTo(
            Usage.reported(29, 10).withCachedInput(10).withCacheWriteInput(5).withReasoning(1));
    assertThat(one.plus(Usage.ABSENT)).isEqualTo(one);
    assertThat(Usage.ABSENT.plus(one)).isEqualTo(one);
    Usage guessed =
        new Usage(
            Usage.Source.ESTIMATED,
            OptionalLong.of(1),
            OptionalLong.of(1),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    assertThat(one.plus(guessed).source()).isEqualTo(Usage.Source.ESTIMATED);
    assertThat(guessed.plus(one).source()).isEqualTo(Usage.Source.ESTIMATED);
  }

  @Test
  void capabilitiesClaimNothingThatWasNotSaid() {
    Capabilities none = Capabilities.builder().build();
    assertThat(none.feature(Feature.IMAGES)).isEqualTo(Support.UNKNOWN);
    assertThat(none.offers("any")).isFalse();
    assertThat(none.defaultModel()).isEmpty();
    assertThat(none.honoured()).isEmpty();
    assertThat(none.signatureLine()).isEqualTo("()");
    Capabilities some =
        Capabilities.builder()
            .models("a", "b")
            .supports(Feature.STREAMING)
            .parameter("model", "String")
            .parameter("messages", "List<Message>")
            .build();
    assertThat(some.signatureLine()).isEqualTo("(model: String, messages: List<Message>)");
    assertThat(some.feature("a", Feature.STREAMING)).isEqualTo(Support.YES);
    assertThat(Capabilities.builder(some).openEnded().build().offers("c")).isTrue();
    assertThat(some.offers("c")).isFalse();
  }

  @Test
  void aNameIsFamiliarWhereItBeginsAsThoseOfTheEndpointDo() {
    Capabilities some = Capabilities.builder().openEnded().familiar("gpt-", "o3").build();
    assertThat(some.familiar("gpt-5")).isTrue();
    assertThat(some.familiar("o3")).isTrue();
    assertThat(some.familiar("llama")).isFalse();
    assertThat(some.offers("llama")).isTrue();
    assertThat(Capabilities.builder(some).build().familiar()).containsExactly("gpt-", "o3");
    assertThat(Capabilities.builder(some).familiar().build().familiar("gpt-5")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Capabilities.builder().familiar(" "));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfErrorHasAnAdvice(ErrorKind kind) {
    assertThat(ChatException.of(kind, "x").retry()).isEqualTo(RetryAdvice.usualFor(kind));
  }

  @Test
  void anExceptionIsDescribedWithOneStatusAndOneFullStopBeforeWhatToDo() {
    assertThat(described("Slow down.")).isEqualTo("acme: Slow down (HTTP 429). Wait");
    assertThat(described("Slow down (HTTP 429); tried twice"))
        .isEqualTo("acme: Slow down (HTTP 429); tried twice. Wait");
    assertThat(ChatException.of(ErrorKind.INTERNAL, "So it is.").describe()).isEqualTo("So it is.");
  }

  private static String described(String message) {
    return ChatException.builder(ErrorKind.RATE_LIMITED, message)
        .endpoint("acme")
        .httpStatus(429)
        .nextStep("Wait")
        .build()
        .describe();
  }

  @Test
  void anExceptionIsCopiedWhole() {
    ChatException original =
        ChatException.builder(ErrorKind.RATE_LIMITED, "too fast")
            .cause(new IllegalStateException("why"))
            .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(3)))
            .provider("acme")
            .endpoint("acme-eu")
            .httpStatus(429)
            .nextStep("Wait")
            .build();
    ChatException copy = ChatException.builder(original).build();
    assertThat(copy.describe()).isEqualTo("acme-eu: too fast (HTTP 429). Wait");
    assertThat(copy.retry().after()).contains(Duration.ofSeconds(3));
    assertThat(copy.getCause()).isSameAs(original.getCause());
    assertThat(copy.provider()).contains("acme");
    assertThat(copy.httpStatus()).hasValue(429);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryAdvice.NEVER.after(Duration.ofSeconds(-1)));
  }
}
