package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import org.junit.jupiter.api.Test;

class StreamingTest {
  @Test
  void tokensArriveWhenTheServiceFlushesThem() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hel");
                  connection.token("lo");
                  connection.chunk(
                      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
                  connection.chunk("data: [DONE]\n\n");
                  connection.lastChunk();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);

      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(((Outcome.Completed) listening.outcome()).finishReason().kind())
          .isEqualTo(FinishReason.Kind.STOP);
      assertThat(listening.text).hasToString("Hello");
    }
  }

  @Test
  void anErrorStatusTellsWhy() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(
                    429,
                    "application/json",
                    "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}",
                    "retry-after: 7"));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Outcome.Failed failed = Listening.to(endpoint.client).failed();

      assertThat(failed.cause().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(failed.cause().retry().after()).hasValue(java.time.Duration.ofSeconds(7));
      assertThat(failed.cause().describe()).contains("slow down");
    }
  }
}
