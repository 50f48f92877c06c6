package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Timeouts;
import dev.runnel.http.json.JsonView;
import dev.runnel.sandbox.BlackHole;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectingTest {
  @Test
  void aHostNobodyKnowsIsNamed() throws Exception {
    try (TestEndpoint endpoint = TestEndpoint.at("http://no-such-host.invalid")) {
      ChatException cause = Listening.to(endpoint.client).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.CONNECTION);
      assertThat(cause.describe()).contains("no-such-host.invalid").contains("base-url");
    }
  }

  @Test
  void aRefusedConnectionIsNamed() throws Exception {
    int port = BlackHole.refusingPort();
    try (TestEndpoint endpoint = TestEndpoint.at("http://localhost:" + port)) {
      ChatException cause = Listening.to(endpoint.client).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.CONNECTION);
      assertThat(cause.describe()).contains("localhost:" + port).contains("base-url");
    }
  }

  @Test
  void aDocumentIsReadWhole() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(200, "application/json", "{\"data\":[{\"id\":\"m\"}]}"));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      JsonView models =
          endpoint
              .http
              .get("/models")
              .header("x-a", "b")
              .document(Timeouts.DEFAULT)
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);

      assertThat(models.get("data").at(0).get("id").text()).isEqualTo("m");
      assertThat(upstream.next().headers()).containsOnlyKeys("host", "accept-encoding", "x-a");
    }
  }

  @Test
  void aDocumentWithoutEndIsGivenUp() throws Exception {
    String endless = "\"" + "x".repeat(BoundedBody.MAX_BYTES) + "\"";
    try (RawUpstream upstream =
            RawUpstream.answering(RawUpstream.response(200, "application/json", endless));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(endpoint.http.get("/models").document(Timeouts.DEFAULT))
          .failsWithin(java.time.Duration.ofSeconds(10))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .havingCause()
          .isInstanceOfSatisfying(
              ChatException.class, it -> assertThat(it.kind()).isEqualTo(ErrorKind.PROTOCOL))
          .withMessageContaining("which is no document");
    }
  }

  @Test
  void aDocumentThatIsAnErrorIsMapped() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(
                    401, "application/json", "{\"error\":{\"message\":\"who?\"}}"));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(endpoint.http.get("/models").document(Timeouts.DEFAULT))
          .failsWithin(java.time.Duration.ofSeconds(10))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .havingCause()
          .isInstanceOfSatisfying(
              ChatException.class, it -> assertThat(it.kind()).isEqualTo(ErrorKind.AUTHENTICATION));
    }
  }
}
