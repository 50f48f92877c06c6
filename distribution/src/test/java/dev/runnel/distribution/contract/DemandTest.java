package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.api.TokenSink;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A consumer that asks for nothing holds the upstream's write back, down to the socket. */
class DemandTest {
  /** Far more than the buffers of two sockets hold. */
  private static final int TOKENS = 1_000;

  private static final String PADDING = "x".repeat(32 * 1024);

  @ParameterizedTest
  @EnumSource
  void whatWasHeldBackComesInOrderOnceItIsAskedFor(Upstream upstream) throws Exception {
    List<String> numbers = IntStream.range(0, TOKENS).mapToObj(i -> "<" + i + ">").toList();
    String[] tokens = numbers.stream().map(n -> n + PADDING).toArray(String[]::new);
    List<String> got = new CopyOnWriteArrayList<>();
    StringBuilder text = new StringBuilder();
    try (Setting setting = new Setting()) {
      setting.sandbox().on(upstream.id).next(answer(upstream, tokens));
      Call call = setting.client(upstream.id).call(Setting.request(Timeouts.DEFAULT));
      call.stream(
          new TokenSink() {
            @Override
            public void onStart(Call started) {}

            @Override
            public void onToken(String token) {
              got.add("a token");
              text.append(token);
            }
          });
      Exchange exchange = setting.sandbox().awaitExchange();

      exchange.awaitBlockedWrite();
      assertThat(got).isEmpty();
      assertThat(exchange.answered()).isFalse();

      call.request(Long.MAX_VALUE);
      Outcome outcome = call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(Outcome.Completed.class);
      assertThat(text.toString().equals(String.join("", tokens))).as("all, in order").isTrue();
      exchange.awaitAnswered();
    }
  }

  /** A document for each token, where the service has documents: one is not told before its end. */
  private static Script answer(Upstream upstream, String... tokens) {
    if (upstream != Upstream.GRAVITYENGINE) {
      return upstream.nothing().role().tokens(tokens).finish("stop").done();
    }
    Script documents = upstream.nothing();
    for (String token : tokens) {
      documents = documents.tokens(token).finish("stop").done();
    }
    return documents;
  }
}
