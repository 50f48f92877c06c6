package dev.runnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.observe.AccessLog;
import dev.runnel.gateway.observe.LogTarget;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Pace;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who operate a gateway see of it, and how it ends. */
class OperationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private Sandbox sandbox;
  private CallRuntime runtime;
  private Providers providers;
  private LiveRunner live;
  private AccessLog accessLog;
  private Gateway gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    sandbox = Sandbox.builder().pace(Pace.none()).start();
    runtime = CallRuntime.builder().direct().build();
    providers = Providers.discover();
    Metrics metrics = new Metrics();
    live =
        LiveRunner.builder(providers)
            .environment(Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .listener(metrics.reloads())
            .further(
                builder -> builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
            .start();
    accessLog =
        AccessLog.start(LogTarget.printer(lines -> lines.lines().forEach(log::add)), 8, c -> {});
    gateway = Gateway.builder(live).metrics(metrics).accessLog(accessLog).start();
  }

  @AfterEach
  void stop() {
    gateway.close();
    accessLog.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }

  @Test
  void metricsTellRequestsByTheNamesOfTheConventions() throws Exception {
    chat("openai/gpt-4o");
    chat("openai/fault-quota");
    line();
    line();

    String text = get("/metrics").body();
    assertThat(text)
        .contains(
            "gen_ai_server_request_duration_seconds_count{endpoint=\"openai\",error_type=\"\","
                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                + "gen_ai_request_model=\"gpt-4o\"} 1")
        .contains("gen_ai_server_time_to_first_token_seconds_bucket{")
        .contains("gen_ai_client_token_usage_sum{")
        .contains("gen_ai_token_type=\"output\"")
        .contains("error_type=\"quota\"")
        .contains("runnel_gateway_requests_total{ending=\"completed\"")
        .contains("runnel_gateway_attempts_total{endpoint=\"openai\",error_type=\"quota\"")
        .contains("runnel_gateway_breaker_open{")
        .contains("runnel_gateway_requests_open 0.0")
        .contains("runnel_gateway_streams_open 0.0")
        .contains("runnel_gateway_reloads_total{result=\"applied\"} 0.0")
        .contains("runnel_gateway_draining 0.0")
        .contains("jvm_memory_used_bytes{");
    assertThat(text.lines().filter(line -> line.contains("_seconds_count{"))).isNotEmpty();
  }

  @Test
  void aModelThatAClientInventsIsNoLabel() throws Exception {
    for (int i = 0; i < 5; i++) {
      chat("invented-" + i);
      line();
    }
    chat("openai/fault-model-not-found");
    line();
    String text = get("/metrics").body();
    assertThat(text).doesNotContain("invented-").doesNotContain("fault-model-not-found");
    assertThat(text).contains("gen_ai_request_model=\"other\"");
  }

  @Test
  void theAccessLogHasALineForEachRequestAndNothingThatWasSaid() throws Exception {
    HttpResponse<String> answer = chat("openai/gpt-4o");
    JsonNode line = line();
    assertThat(line.path("id").asText())
        .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
    assertThat(line.path("model").asText()).isEqualTo("openai/gpt-4o");
    assertThat(line.path("endpoint").asText()).isEqualTo("openai");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("ending").asText()).isEqualTo("completed");
    assertThat(line.path("output_tokens").asInt()).isPositive();
    assertThat(line.path("first_content_ms").asDouble()).isPositive();
    assertThat(line.has("prompt")).isFalse();
    assertThat(line.toString()).doesNotContain("Hello");
  }

  @Test
  void probesAreNoRequests() throws Exception {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    HttpResponse<String> ready = get("/readyz");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"ready\":true}\n");
    assertThat(head("/healthz")).isEqualTo(200);
    assertThat(head("/readyz")).isEqualTo(200);
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    get("/nowhere");
    assertThat(line().path("path").asText()).isEqualTo("/nowhere");
    assertThat(log).isEmpty();
  }

  @Test
  void whatIsNoHttpIsCounted() throws Exception {
    byte[] dataOfNoStream = {0, 0, 1, 0, 0, 0, 0, 0, 0, 'x'};
    for (byte[] bytes :
        List.of("GARBAGE\r\n\r\n".getBytes(StandardCharsets.US_ASCII), preface(dataOfNoStream))) {
      try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
        socket.getOutputStream().write(bytes);
        rest(socket.getInputStream()); // and then its end
      }
    }

    assertThat(get("/metrics").body()).contains("runnel_gateway_unreadable_total 2.0");
    assertThat(log).isEmpty();
  }

  private static byte[] preface(byte[] frame) {
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    return Buffer.buffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .appendBytes(settings)
        .appendBytes(frame)
        .getBytes();
  }

  @Test
  void aDrainLetsStreamsEndAndClosesWhatIsIdle() throws Exception {
    try (Socket idle = new Socket("127.0.0.1", gateway.origin().getPort());
        Socket busy = new Socket("127.0.0.1", gateway.origin().getPort())) {
      idle.getOutputStream().write("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes());
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      ask(busy, "openai/fault-slow");
      CompletableFuture<Integer> drain = CompletableFuture.supplyAsync(() -> drain(30));

      assertThat(rest(idle.getInputStream())).endsWith("ok\n"); // and then its end
      String answer = rest(busy.getInputStream());
      assertThat(answer).contains("[DONE]");
      assertThat(drain.get(30, TimeUnit.SECONDS)).isZero();
    }
    assertThat(line().path("ending").asText()).isEqualTo("completed");
  }

  @Test
  void whatDoesNotEndInTimeIsCancelledAndSaysSo() throws Exception {
    try (Socket busy = new Socket("127.0.0.1", gateway.origin().getPort())) {
      ask(busy, "openai/fault-stall");
      assertThat(drain(0)).isEqualTo(1);
      assertThat(rest(busy.getInputStream())).contains("\"error\"").doesNotContain("[DONE]");
    }
    assertThat(line().path("ending").asText()).isEqualTo("shutdown");
  }

  private int drain(int seconds) {
    try {
      return gateway.drain(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for a stream, and reads until its first event is there. */
  private static void ask(Socket socket, String model) throws IOException {
    byte[] body = body(model).getBytes(StandardCharsets.UTF_8);
    socket
        .getOutputStream()
        .write(
            ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    InputStream in = socket.getInputStream();
    StringBuilder read = new StringBuilder();
    while (read.indexOf("data:") < 0) {
      read.append((char) in.read());
    }
  }

  private static String rest(InputStream in) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      try {
        for (int next = reader.read(); next >= 0; next = reader.read()) {
          text.append((char) next);
        }
      } catch (IOException reset) {
        return text.toString();
      }
      return text.toString();
    }
  }

  private JsonNode line() throws Exception {
    String line = log.poll(30, TimeUnit.SECONDS);
    assertThat(line).isNotNull();
    return JSON.readTree(line);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int head(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.origin().resolve(path))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> chat(String model) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body(model)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String body(String model) {
    return """
    {"model":"%s","stream":true,"messages":[{"role":"user","content":"Hello"}]}"""
        .formatted(model);
  }
}
