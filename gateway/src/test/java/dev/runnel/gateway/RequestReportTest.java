package dev.runnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.report.Ending;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Pace;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestReportTest {
  private final BlockingQueue<RequestReport> reports = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Sandbox sandbox;
  private CallRuntime runtime;
  private Providers providers;
  private LiveRunner live;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    sandbox = Sandbox.builder().pace(Pace.none()).start();
    runtime = CallRuntime.builder().direct().build();
    providers = Providers.discover();
    live =
        LiveRunner.builder(providers)
            .environment(Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder -> builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
            .start();
    gateway =
        Gateway.builder(live)
            .listener(
                new RequestListener() {
                  @Override
                  public void onEnd(RequestReport report) {
                    reports.add(report);
                  }
                })
            .start();
  }

  @AfterAll
  void stop() {
    gateway.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }

  @Test
  void aStreamIsToldWithWhoServedItAndWhatItUsed() throws Exception {
    HttpResponse<String> response = post(chat("openai/gpt-4o", true));

    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(report.reason()).isEmpty();
    assertThat(response.headers().firstValue("x-request-id")).contains(report.id());
    assertThat(report.status()).hasValue(200);
    assertThat(report.client().form()).contains("openai");
    assertThat(report.client().model()).contains("openai/gpt-4o");
    assertThat(report.client().streaming()).isTrue();
    assertThat(report.client().path()).isEqualTo("/v1/chat/completions");
    assertThat(report.served().orElseThrow().toString()).isEqualTo("openai/gpt-4o");
    assertThat(report.tries()).isEqualTo(1);
    assertThat(report.firstContent()).isPresent();
    assertThat(report.usage().outputTokens()).isPresent();
    assertThat(report.bytesOut())
        .isEqualTo(response.body().getBytes(StandardCharsets.UTF_8).length);
    assertThat(report.text()).isEmpty();
  }

  @Test
  void aFailureOfTheServiceIsToldByItsKind() throws Exception {
    post(chat("openai/fault-quota", true));

    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.reason()).contains("quota");
    assertThat(report.status()).hasValue(429);
  }

  @Test
  void anAnswerThatBreaksOffIsToldAsThat() throws Exception {
    try {
      post(chat("openai/fault-ended-early", true));
    } catch (IOException cut) {
      assertThat(cut).isNotNull();
    }
    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.INCOMPLETE);
    assertThat(report.reason()).contains("ended_early");
    assertThat(report.status()).hasValue(200);
  }

  @Test
  void whatIsNoRequestIsToldAsRefused() throws Exception {
    post("{");
    RequestReport malformed = next();
    assertThat(malformed.ending()).isEqualTo(Ending.REFUSED);
    assertThat(malformed.reason()).contains("invalid_request");
    assertThat(malformed.status()).hasValue(400);

    http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/nowhere")).build(),
        HttpResponse.BodyHandlers.discarding());
    RequestReport nowhere = next();
    assertThat(nowhere.ending()).isEqualTo(Ending.REFUSED);
    assertThat(nowhere.status()).hasValue(404);
    assertThat(nowhere.served()).isEmpty();
  }

  @Test
  void aModelThatIsNotThereIsToldByItsKind() throws Exception {
    http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/models/nothing")).build(),
        HttpResponse.BodyHandlers.discarding());
    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.REFUSED);
    assertThat(report.reason()).contains("model_not_found");
  }

  @Test
  void aClientThatLeavesIsToldOnceAndItsCallIsOver() throws Exception {
    byte[] body = chat("openai/fault-stall", true).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket.getOutputStream().write(head(body.length));
      socket.getOutputStream().write(body);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(report.attempts()).hasSize(1);
  }

  @Test
  void aClientThatLeavesWhileItStillAsksIsTold() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket.getOutputStream().write(head(10));
      socket.getOutputStream().write('{');
    }
    RequestReport report = next();
    assertThat(report.ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(report.status()).isEmpty();
  }

  private RequestReport next() throws InterruptedException {
    RequestReport report = reports.poll(30, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    assertThat(reports).isEmpty();
    return report;
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] head(int length) {
    return ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String chat(String model, boolean stream) {
    return """
    {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Hello"}]}"""
        .formatted(model, stream);
  }
}
