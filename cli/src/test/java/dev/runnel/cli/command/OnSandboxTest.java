package dev.runnel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnSandboxTest {
  @Test
  void aFaultEndsWhenAnotherModelIsTaken() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Demo demo = new Demo.OnSandbox(sandbox, List.of(), List.of(), List.of());

      assertThat(demo.takeModel(Optional.of("fault-401"))).isEmpty();
      assertThat(status(sandbox)).isEqualTo(401);
      assertThat(demo.takeModel(Optional.of("gpt-4"))).contains("gpt-4");
      assertThat(status(sandbox)).isEqualTo(200);
    }
  }

  private static int status(Sandbox sandbox) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(sandbox.baseUrl(Sandbox.OLLAMA))
                .resolve("/api/chat")
                .toURL()
                .openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("content-type", "application/json");
    connection.setDoOutput(true);
    connection
        .getOutputStream()
        .write(
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .getBytes(StandardCharsets.UTF_8));
    int status = connection.getResponseCode();
    connection.disconnect();
    return status;
  }
}
