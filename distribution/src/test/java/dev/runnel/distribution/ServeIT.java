package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code runnel serve} as a process that is asked, told to read anew, and ended. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class ServeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path folder;

  @Test
  void aLifeOfAGateway() throws Exception {
    Path log = folder.resolve("access.log");
    Files.writeString(folder.resolve("runnel.toml"), "model = \"openai/gpt-4o\"\n");
    try (Live serve =
        Program.runnel("serve", "--sandbox", "--port", "0", "--access-log", log)
            .redirected("2>&1")
            .in(folder)
            .with("RUNNEL_GATEWAY_DRAIN", "1s")
            .with("XDG_DATA_HOME", folder.resolve("data").toString()) // plugins are followed, too
            .live()) {
      URI origin = origin(serve.awaitOut(text -> text.contains(" until Ctrl-C")));

      HttpResponse<String> answer = whole(origin, "openai/gpt-4o");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).at("/choices/0/message/content").asText())
          .isNotEmpty();
      assertThat(get(origin, "/readyz").statusCode()).isEqualTo(200);

      try (BufferedReader stream = stream(origin)) { // begins, and never ends by itself
        awaitContent(stream);
        Files.writeString(folder.resolve("runnel.toml"), "model = 7\n");
        serve.signal("HUP");
        serve.awaitOut(text -> text.contains("so everything stays as it was"));
        Files.move(log, folder.resolve("access.log.1"));
        Files.writeString(folder.resolve("runnel.toml"), "model = \"openai/gpt-4o-mini\"\n");
        serve.signal("HUP");
        serve.awaitOut(text -> text.contains("is in force for requests from now on"));
        assertThat(get(origin, "/metrics").body())
            .contains("runnel_gateway_streams_open 1.0")
            .contains("runnel_gateway_reloads_total{result=\"applied\"} 1.0")
            .contains("gen_ai_server_request_duration_seconds_count{");

        serve.signal("TERM");
        serve.awaitOut(text -> text.contains("Ending: 1 request "));
        String rest = rest(stream);
        assertThat(rest).contains("\"error\"").doesNotContain("[DONE]");
      }
      assertThat(serve.end().exit()).isZero();
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(1);
    JsonNode line = JSON.readTree(lines.get(0));
    assertThat(line.path("stream").asBoolean()).isTrue();
    assertThat(line.path("ending").asText()).isEqualTo("shutdown");
    assertThat(Files.readAllLines(folder.resolve("access.log.1"))).hasSize(1);
  }

  private static URI origin(String said) {
    return URI.create(said.replaceFirst("(?s).*listens on (http://\\S+).*", "$1"));
  }

  private HttpResponse<String> get(URI origin, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(origin.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> whole(URI origin, String model) throws Exception {
    return http.send(chat(origin, model, false), HttpResponse.BodyHandlers.ofString());
  }

  private BufferedReader stream(URI origin) throws Exception {
    InputStream body =
        http.send(
                chat(origin, "openai/fault-stall", true), HttpResponse.BodyHandlers.ofInputStream())
            .body();
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static HttpRequest chat(URI origin, String model, boolean stream) {
    return HttpRequest.newBuilder(origin.resolve("/v1/chat/completions"))
        .header("content-type", "application/json")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Hello"}]}"""
                    .formatted(model, stream)))
        .build();
  }

  /** Until the connection is cut. */
  private static String rest(BufferedReader stream) {
    StringBuilder rest = new StringBuilder();
    try {
      for (String line = stream.readLine(); line != null; line = stream.readLine()) {
        rest.append(line).append('\n');
      }
    } catch (IOException cut) {
      return rest.toString();
    }
    return rest.toString();
  }

  private static void awaitContent(BufferedReader stream) throws Exception {
    String line = stream.readLine();
    while (line != null && !line.startsWith("data:")) {
      line = stream.readLine();
    }
  }
}
