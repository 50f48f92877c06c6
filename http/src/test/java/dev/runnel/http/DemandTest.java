package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final String TOKEN = "x".repeat(1000);
  private static final int MANY = 20_000;

  @Test
  void aConsumerThatAsksForNothingHoldsTheServiceBack() throws Exception {
    AtomicLong written = new AtomicLong();
    CountDownLatch all = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  for (int i = 0; i < MANY; i++) {
                    connection.token(TOKEN);
                    written.incrementAndGet();
                  }
                  all.countDown();
                  connection.chunk("data: [DONE]\n\n");
                  connection.lastChunk();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client, ChatRequest.of("Hi"), 1);
      listening.nextToken();
      awaitStandstill(written);

      assertThat(all.getCount()).isEqualTo(1);
      assertThat(listening.tokens).isEmpty();

      listening.call.request(Long.MAX_VALUE);
      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(listening.text).hasSize(MANY * TOKEN.length());
    }
  }

  /** Nothing is proven by waiting; that the writer stands still is only made likely. */
  private static void awaitStandstill(AtomicLong written) throws InterruptedException {
    long before = -1;
    for (int i = 0; i < 100 && before != written.get(); i++) {
      before = written.get();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void everyPieceArrivesWhateverIsAskedForAtATime() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  StringBuilder events = new StringBuilder();
                  for (int i = 0; i < 2_000; i++) {
                    events.append(RawUpstream.event(i + " "));
                  }
                  connection.chunk(events.toString());
                  connection.chunk("data: [DONE]\n\n");
                  connection.lastChunk();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client, ChatRequest.of("Hi"), 1);
      for (int i = 0; i < 2_000; i++) {
        assertThat(listening.nextToken()).isEqualTo(i + " ");
        listening.call.request(1);
      }
      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }
}
