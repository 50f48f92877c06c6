package dev.runnel.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.gateway.Gateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no call can come of are refused in the form of their path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class StraysTest {
  private Stage stage;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage = new Stage(folder);
    gateway = stage.gateway(Stage.PATIENT);
  }

  @AfterAll
  void stop() {
    gateway.close();
    stage.close();
  }

  @Test
  void anUnknownPathIsToldWhichThereAre() throws Exception {
    RawResponse response = ask("GET /v1/completions HTTP/1.1\r\nhost: localhost\r\n\r\n");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("content-type")).contains("application/json");
    assertThat(response.body()).startsWith("{\"error\":{").contains("POST /v1/chat/completions");
  }

  @Test
  void aWrongMethodIsToldTheRightOne() throws Exception {
    RawResponse response = ask("GET /v1/messages HTTP/1.1\r\nhost: localhost\r\n\r\n");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("allow")).contains("POST");
    assertThat(response.body()).startsWith("{\"type\":\"error\"");
  }

  @Test
  void aBodyThatIsNoJsonByItsTypeIsNotRead() throws Exception {
    RawResponse response =
        ask(
            RawClient.request("/v1/chat/completions", Stage.chat(true))
                .replace("application/json", "text/html"));

    assertThat(response.status()).isEqualTo(415);
    assertThat(response.body()).contains("application/json");
  }

  @Test
  void aRunnerThatIsClosedServesNobody(@TempDir Path folder) throws Exception {
    try (Stage closed = new Stage(folder);
        Gateway open = closed.gateway(Stage.PATIENT);
        RawClient client = RawClient.of(open.origin())) {
      closed.live.close();
      RawResponse response = client.post("/v1/chat/completions", Stage.chat(true)).response();

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("shutting down");
    }
  }

  private RawResponse ask(String request) throws Exception {
    try (RawClient client = RawClient.of(gateway.origin())) {
      return client.send(request).response();
    }
  }
}
