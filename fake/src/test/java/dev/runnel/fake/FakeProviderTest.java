package dev.runnel.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Tool;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fake as a user's test has it: what it says, what it remembers, how it is reached. */
@Timeout(60)
class FakeProviderTest {
  private static Answer ask(ChatClient client, String prompt) {
    return client.call(ChatRequest.of(prompt)).answer().toCompletableFuture().join();
  }

  private static Outcome outcome(ChatClient client, String prompt) {
    Call call = client.call(ChatRequest.of(prompt));
    call.stream(token -> {});
    return call.outcome().toCompletableFuture().join();
  }

  private static ChatException failure(ChatClient client, String prompt) {
    return outcome(client, prompt)
        .fold(
            completed -> unexpected(completed),
            incomplete -> unexpected(incomplete),
            Outcome.Failed::cause,
            cancelled -> unexpected(cancelled));
  }

  private static <T> T unexpected(Outcome outcome) {
    throw new AssertionError("not failed but " + outcome);
  }

  @Test
  void oneLineIsEnough() {
    try (FakeProvider fake = FakeProvider.answering("It rains.")) {
      assertThat(ask(fake.client(), "How is it in Bern?").text()).isEqualTo("It rains.");
      assertThat(fake.onlyCall().prompt()).isEqualTo("How is it in Bern?");
    }
  }

  @Test
  void aTextArrivesWordByWord() {
    try (FakeProvider fake = FakeProvider.answering("It rains  in\nBern. ")) {
      try (Stream<String> tokens = fake.client().call(ChatRequest.of("?")).tokens()) {
        assertThat(tokens).containsExactly("It ", "rains  ", "in\n", "Bern. ");
      }
    }
  }

  @Test
  void allThatAModelCanSayReachesTheCaller() {
    FakeReply reply =
        FakeReply.nothing()
            .servedBy("model-7")
            .reasoning("Hm", ".")
            .tokens("Let me ", "see.")
            .toolCall("weather", "{\"city\": \"Bern\"}")
            .toolCall("c2", "time", "{\"zone\"", ": \"CET\"}")
            .usage(12, 3)
            .warning("It is late");
    try (FakeProvider fake = FakeProvider.answering(reply)) {
      ChatRequest request =
          ChatRequest.builder()
              .user("?")
              .tools(new Tool("weather", "", "{}"), new Tool("time", "", "{}"))
              .build();
      Answer answer = fake.client().call(request).answer().toCompletableFuture().join();

      assertThat(answer.text()).isEqualTo("Let me see.");
      assertThat(answer.reasoning()).isEqualTo("Hm.");
      assertThat(answer.toolCalls())
          .containsExactly(
              new ContentPart.ToolCall("call_1", "weather", "{\"city\": \"Bern\"}"),
              new ContentPart.ToolCall("c2", "time", "{\"zone\": \"CET\"}"));
      assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
      assertThat(answer.usage().totalTokens()).hasValue(15);
      assertThat(answer.report().warnings()).extracting("message").containsExactly("It is late");
      assertThat(answer.report().model()).contains("model-7");
    }
  }

  @Test
  void repliesComeInTheirOrderThenByMatchThenForAllOthers() {
    try (FakeProvider fake = FakeProvider.create("acme")) {
      fake.always(FakeReply.text("other"));
      fake.whenAsked("rain", FakeReply.text("wet"), FakeReply.text("still wet"));
      fake.when(request -> request.messages().size() > 1, FakeReply.text("long"));
      fake.next(FakeReply.text("first"), FakeReply.text("second"));

      assertThat(
              Stream.of("rain", "rain", "rain", "snow", "rain", "rain")
                  .map(prompt -> ask(fake.client(), prompt).text()))
          .containsExactly("first", "second", "wet", "other", "still wet", "still wet");
      ChatRequest two = ChatRequest.builder().user("a").assistant("b").user("c").build();
      assertThat(fake.client().call(two).answer().toCompletableFuture().join().text())
          .isEqualTo("long");
      fake.verify();
    }
  }

  @Test
  void aReplyCanBeMadeOfTheRequest() {
    try (FakeProvider fake = FakeProvider.create("echo")) {
      fake.always(request -> FakeReply.text("You said: " + request.lastMessage().text()));

      assertThat(ask(fake.client(), "Hi").text()).isEqualTo("You said: Hi");
    }
  }

  @Test
  void aScriptThatThrowsIsToldToTheCallerAndNotHidden() {
    try (FakeProvider fake = FakeProvider.create("acme")) {
      fake.always(
          request -> {
            throw new IllegalStateException("the test is wrong");
          });

      ChatException failure = failure(fake.client(), "Hi");
      assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
      assertThat(failure).hasStackTraceContaining("the test is wrong");
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfFailureComesBeforeContent(ErrorKind kind) {
    try (FakeProvider fake = FakeProvider.answering(FakeReply.failure(kind))) {
      ChatException failure = failure(fake.client(), "Hi");

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.retry()).isEqualTo(RetryAdvice.usualFor(kind));
      assertThat(failure).hasMessage("The fake failed as its script says: " + kind);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfFailureComesAfterContent(ErrorKind kind) {
    FakeReply reply = FakeReply.nothing().tokens("Hel").fails(kind);
    try (FakeProvider fake = FakeProvider.answering(reply)) {
      boolean breaksOff =
          kind == ErrorKind.CONNECTION
              || kind == ErrorKind.TIMEOUT
              || kind == ErrorKind.TOO_MANY_ROUNDS;

      ChatException cause =
          outcome(fake.client(), "Hi")
              .fold(
                  completed -> unexpected(completed),
                  incomplete -> {
                    assertThat(breaksOff).isTrue();
                    return incomplete.cause();
                  },
                  failed -> {
                    assertThat(breaksOff).isFalse();
                    assertThat(failed.contentDelivered()).isTrue();
                    return failed.cause();
                  },
                  cancelled -> unexpected(cancelled));
      assertThat(cause.kind()).isEqualTo(kind);
    }
  }

  @Test
  void aFailureCanSayWhenToComeBack() {
    ChatException busy =
        ChatException.builder(ErrorKind.RATE_LIMITED, "Slow down")
            .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(7)))
            .build();
    try (FakeProvider fake = FakeProvider.answering(FakeReply.nothing().fails(busy))) {
      assertThat(failure(fake.client(), "Hi").retry().after()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void anAnswerThatEndsEarlyIsIncomplete() {
    try (FakeProvider fake = FakeProvider.create("acme")) {
      fake.next(
          FakeReply.nothing().tokens("Hel").endsEarly(),
          FakeReply.nothing().tokens("Hel").losesConnection());

      assertThat(Stream.of(outcome(fake.client(), "1"), outcome(fake.client(), "2")))
          .map(one -> ((Outcome.Incomplete) one).reason())
          .containsExactly(
              Outcome.Incomplete.Reason.ENDED_EARLY, Outcome.Incomplete.Reason.CONNECTION);
    }
  }

  @Test
  void nothingFollowsAnEnd() {
    assertThatIllegalStateException().isThrownBy(() -> FakeReply.nothing().stalls().tokens("x"));
  }

  @Test
  void whatIsNotExpectedFailsAndShowsTheRequest() {
    try (FakeProvider fake = FakeProvider.create("acme")) {
      fake.whenAsked("rain", FakeReply.text("wet"));
      ChatRequest request =
          ChatRequest.builder()
              .system("Be brief.")
              .user("Snow?")
              .message(
                  new Message(
                      dev.runnel.api.Role.ASSISTANT,
                      List.of(new ContentPart.ToolCall("c1", "weather", "{\"city\":\"Bern\"}"))))
              .message(Message.toolResult("c1", "17"))
              .temperature(0.5)
              .tools(new Tool("weather", "", "{}"))
              .build();

      Call call = fake.client().call(request);
      call.stream(token -> {});
      ChatException failure =
          ((Outcome.Failed) call.outcome().toCompletableFuture().join()).cause();

      assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(failure)
          .hasMessage(
              """
              The fake 'acme' has no reply for this request (no reply is left of those for the \
              next requests, the only matcher does not match, there is none for all others):
                system: Be brief.
                user: Snow?
                assistant: [calls weather({"city":"Bern"}) as c1]
                tool: [c1 gave: 17]
                (model fake-model, temperature 0.5, tools [weather])""");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(fake::verify)
          .withMessageStartingWith(
              "The fake 'acme' has no reply for what it was asked:\n  system:");
    }
  }

  @Test
  void aReplyThatNobodyAskedForIsTold() {
    try (FakeProvider fake = FakeProvider.create("acme")) {
      fake.next(FakeReply.text("1"), FakeReply.text("2"));
      assertThat(ask(fake.client(), "One?").text()).isEqualTo("1");

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(fake::verify)
          .withMessage(
              "The fake 'acme' still has replies for 1 more requests; it was asked 1 times:\n"
                  + "  user: One?\n  (model fake-model)");
    }
  }

  @Test
  void howOftenItWasAskedIsAsserted() {
    try (FakeProvider fake = FakeProvider.answering("x")) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(fake::lastCall)
          .withMessage("The fake 'fake' was not asked anything");
      ask(fake.client(), "One?");
      ask(fake.client(), "Two?");

      assertThat(fake.lastCall().prompt()).isEqualTo("Two?");
      assertThat(fake.requests()).hasSize(2);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(fake::onlyCall)
          .withMessageStartingWith("The fake 'fake' was asked 2 times, not once:\n  user: One?");
    }
  }

  @Test
  void aTestDecidesWhenTheAnswerGoesOn() {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    try (FakeProvider fake =
        FakeProvider.answering(FakeReply.nothing().tokens("Hel").await(gate).tokens("lo"))) {
      List<String> heard = new CopyOnWriteArrayList<>();
      CompletableFuture<Void> first = new CompletableFuture<>();
      Call call = fake.client().call(ChatRequest.of("Hi"));
      call.stream(
          token -> {
            heard.add(token);
            first.complete(null);
          });
      first.join();
      assertThat(heard).containsExactly("Hel");
      gate.complete(null);

      assertThat(call.outcome().toCompletableFuture().join()).isInstanceOf(Outcome.Completed.class);
      assertThat(heard).containsExactly("Hel", "lo");
    }
  }

  @Test
  void aCancelIsSeen() {
    try (FakeProvider fake = FakeProvider.answering(FakeReply.nothing().tokens("Hel").stalls())) {
      Call call = fake.client().call(ChatRequest.of("Hi"));
      call.stream(token -> call.cancel());

      assertThat(call.outcome().toCompletableFuture().join()).isInstanceOf(Outcome.Cancelled.class);
      assertThat(fake.onlyCall().awaitAborted().aborted()).isTrue();
    }
  }

  @Test
  void anAnswerWithoutEndIsTakenAsFarAsItIsWanted() {
    try (FakeProvider fake = FakeProvider.answering(FakeReply.nothing().flood("x"))) {
      Call call = fake.client().call(ChatRequest.of("Hi"));
      try (Stream<String> tokens = call.tokens()) {
        assertThat(tokens.limit(5_000)).hasSize(5_000);
      }
      assertThat(call.outcome().toCompletableFuture().join()).isInstanceOf(Outcome.Cancelled.class);
      assertThat(fake.awaitCall().awaitAborted().aborted()).isTrue();
    }
  }

  @Test
  void anAnswerWithoutAnythingIsEmpty() {
    try (FakeProvider fake = FakeProvider.answering(FakeReply.nothing().endsEarly())) {
      assertThat(failure(fake.client(), "Hi").kind()).isEqualTo(ErrorKind.EMPTY_ANSWER);
    }
  }

  @Test
  void nothingIsSaidThatIsNotAskedFor() {
    try (FakeProvider fake = FakeProvider.answering(FakeReply.answer("a", "b", "c"))) {
      List<String> heard = new ArrayList<>();
      Call call = fake.client().call(ChatRequest.of("Hi"));
      call.stream(
          new TokenSink() {
            @Override
            public void onStart(Call started) {
              started.request(1);
            }

            @Override
            public void onToken(String token) {
              heard.add(token);
              call.request(1);
            }
          });

      assertThat(call.outcome().toCompletableFuture().join()).isInstanceOf(Outcome.Completed.class);
      assertThat(heard).containsExactly("a", "b", "c");
    }
  }

  @Test
  void pausesTakeTheirTimeOnARealClock() {
    Duration pause = Duration.ofMillis(20);
    try (FakeProvider fake =
        FakeProvider.answering(FakeReply.nothing().pause(pause).tokens("late"))) {
      long before = System.nanoTime();

      assertThat(ask(fake.client(), "Hi").text()).isEqualTo("late");
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(pause.toNanos());
    }
  }

  @Test
  void onVirtualTimeNothingHappensUntilTheTestMovesIt() {
    VirtualTime time = new VirtualTime();
    try (FakeProvider fake = FakeProvider.builder("acme").time(time).build()) {
      fake.always(
          FakeReply.nothing().tokens("a").pause(Duration.ofSeconds(50)).tokens("b").stalls());
      List<String> heard = new CopyOnWriteArrayList<>();
      Call call = fake.client().call(ChatRequest.of("Hi"));
      call.stream(heard::add);

      assertThat(heard).containsExactly("a");
      time.advance(Duration.ofSeconds(49));
      assertThat(heard).containsExactly("a");
      time.advance(Duration.ofSeconds(1));
      assertThat(heard).containsExactly("a", "b");
      time.advance(Duration.ofSeconds(60));

      Outcome.Incomplete end = (Outcome.Incomplete) call.outcome().toCompletableFuture().join();
      assertThat(end.reason()).isEqualTo(Outcome.Incomplete.Reason.TIMEOUT);
      assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(110));
    }
  }

  @Test
  void pausesThatAreSkippedStillRunClocksOut() {
    try (FakeProvider fake = FakeProvider.builder("acme").skippingPauses().build()) {
      FakeReply slow = FakeReply.nothing().pause(Duration.ofSeconds(119)).tokens("just in time");
      FakeReply late = FakeReply.nothing().pause(Duration.ofSeconds(121)).tokens("too late");
      fake.next(slow, late);

      assertThat(ask(fake.client(), "Hi").text()).isEqualTo("just in time");
      assertThat(failure(fake.client(), "Hi").kind()).isEqualTo(ErrorKind.TIMEOUT);
      assertThat(fake.time().elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(240));
    }
  }

  @Test
  void whatItIsSaidToLackIsRefusedAsWithAnyProvider() {
    Capabilities modest =
        Capabilities.builder().models("m").supports(Feature.STREAMING).lacks(Feature.TOOLS).build();
    try (FakeProvider fake = FakeProvider.builder("acme").capabilities(modest).build()) {
      fake.always(FakeReply.text("x"));
      ChatRequest request =
          ChatRequest.builder().user("?").tools(new Tool("weather", "", "{}")).build();

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(() -> fake.client().call(request).answer().toCompletableFuture().join())
          .withMessageContaining("tools");
      assertThat(fake.calls()).isEmpty();
    }
  }

  @Test
  void severalFakesAreEndpointsOfARunner() {
    Option<Secret> key = Option.secret("api-key");
    try (FakeProvider cheap = FakeProvider.builder("cheap").models("small").build();
        FakeProvider dear =
            FakeProvider.builder("dear")
                .models("large")
                .described(with -> with.options(key).authentication(Authentication.requires(key)))
                .build();
        Providers providers = Providers.of(cheap, dear);
        Runner runner =
            Runner.builder()
                .providers(providers)
                .environment(Map.of())
                .credential("dear", "api-key", Secret.of("k-1"))
                .build()) {
      cheap.always(FakeReply.text("pence"));
      dear.always(FakeReply.text("pounds"));
      assertThat(providers.found()).extracting(FoundProvider::id).containsExactly("cheap", "dear");

      ChatRequest large = ChatRequest.builder().model("large").user("?").build();
      assertThat(runner.call(large).answer().toCompletableFuture().join().text())
          .isEqualTo("pounds");
      assertThat(
              runner
                  .call(ChatRequest.of("?"), Optional.of("cheap"))
                  .answer()
                  .toCompletableFuture()
                  .join()
                  .text())
          .isEqualTo("pence");
      assertThat(dear.onlyCall().config().get(key)).isEqualTo(Secret.of("k-1"));
    }
  }

  @Test
  void whatAScriptThrowsIsToldEvenWhereItIsSwallowed() {
    try (FakeProvider fake = FakeProvider.create("strict")) {
      fake.always(
          request -> {
            throw new AssertionError("not this question");
          });
      var swallowed = fake.client().call(ChatRequest.of("This?")).answer();
      assertThat(swallowed.toCompletableFuture().handle((answer, thrown) -> thrown != null).join())
          .isTrue();

      assertThat(fake.onlyCall().prompt()).isEqualTo("This?");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(fake::verify)
          .withMessageContaining("user: This?");
    }
  }
}
