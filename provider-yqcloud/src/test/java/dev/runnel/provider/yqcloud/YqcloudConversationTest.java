package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Warning;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service remembers; the driver says who speaks. */
class YqcloudConversationTest {
  private ProviderUnderTest yqcloud;

  @BeforeEach
  void start() {
    yqcloud = ProviderUnderTest.start("yqcloud");
  }

  @AfterEach
  void close() {
    yqcloud.close();
  }

  private static ChatRequest in(String conversation) {
    return ChatRequest.builder().user("Hi").conversationId(conversation).build();
  }

  private Object userId(ChatRequest request) {
    return yqcloud.sent(request).body().get("userId");
  }

  @Test
  void oneConversationKeepsOneUserIdAndAnotherHasAnother() {
    Object first = userId(in("a"));

    assertThat(userId(in("b"))).isNotEqualTo(first);
    assertThat(userId(in("a"))).isEqualTo(first);
    assertThat(userId(ChatRequest.of("Hi"))).isNotEqualTo(first);
  }

  @Test
  void callsAtTheSameTimeAgreeOnIt() throws Exception {
    List<Call> calls =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> yqcloud.client().call(in("c" + i % 4)))
            .toList();
    calls.parallelStream().forEach(call -> call.stream(token -> {}));
    for (Call call : calls) {
      call.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    Set<String> ids = new HashSet<>();
    yqcloud
        .sandbox()
        .exchanges()
        .forEach(
            exchange ->
                ids.add(
                    exchange.request().bodyText().replaceAll("(?s).*\"(#/chat/\\d+)\".*", "$1")));
    assertThat(yqcloud.sandbox().exchanges()).hasSize(64);
    assertThat(ids).hasSize(4).allMatch(id -> id.startsWith("#/chat/"));
    assertThat(yqcloud.sandbox().violations()).isEmpty();
  }

  @Test
  void withoutConversationEarlierMessagesAreDroppedWithAWarning() {
    Heard heard =
        yqcloud.ask(
            ChatRequest.builder()
                .system("Be brief")
                .user("I am Ann")
                .assistant("Hello Ann")
                .user("Who am I?")
                .temperature(0.5)
                .build());

    assertThat(heard.completed().report().warnings())
        .containsExactly(
            Warning.dropped("'yqcloud' does not honour temperature: dropped"),
            Warning.dropped("'yqcloud' does not honour system messages: dropped"),
            Warning.dropped("'yqcloud' does not honour all but the last message: dropped"));
  }

  @Test
  void withinAConversationTheServiceHasTheEarlierOnes() {
    Heard heard =
        yqcloud.ask(
            ChatRequest.builder()
                .user("I am Ann")
                .assistant("Hello Ann")
                .user("Who am I?")
                .conversationId("c")
                .build());

    assertThat(heard.completed().report().warnings()).isEmpty();
  }

  @Test
  void aStrictRequestIsRefusedInstead() {
    ChatException failure =
        yqcloud
            .ask(ChatRequest.builder().system("Be brief").user("Hi").strict(true).build())
            .refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(failure).hasMessageContaining("does not honour system messages");
    assertThat(yqcloud.sandbox().exchanges()).isEmpty();
  }
}
