package dev.runnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.observe.AccessLog;
import dev.runnel.gateway.observe.LogTarget;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway makes of a {@code [gateway]} that changes while it runs. */
@Timeout(60)
class ReloadTest {
  private static final Logger GATEWAY = Logger.getLogger("dev.runnel.gateway"); // held, to stay

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord told) {
          said.add(told.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  @TempDir private Path folder;
  private Path file;
  private Sandbox sandbox;
  private CallRuntime runtime;
  private Providers providers;
  private LiveRunner live;
  private AccessLog log;
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    GATEWAY.addHandler(listener);
    file = Files.writeString(folder.resolve("settings.toml"), "");
    sandbox = Sandbox.builder().pace(Pace.none()).start();
    runtime = CallRuntime.builder().direct().build();
    providers = Providers.discover();
    live =
        LiveRunner.builder(providers)
            .environment(Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .config(file)
            .runtime(runtime)
            .further(
                builder -> builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
            .start();
    log = AccessLog.start(LogTarget.printer(lines::add), 8, complaint -> {});
    gateway =
        Gateway.builder(live).settings(ReloadTest::asTheCommandLineHasIt).accessLog(log).start();
  }

  @AfterEach
  void stop() {
    gateway.close();
    log.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
    GATEWAY.removeHandler(listener);
  }

  /** Two bounds that do not fit together, one of the file and one of the start. */
  private static GatewaySettings asTheCommandLineHasIt(GatewaySettings files) {
    if (files.maxBody() == 7) {
      throw new IllegalArgumentException("max-body of 7 is wrong together with --seven");
    }
    return files;
  }

  private void change(String toml) throws IOException {
    Files.writeString(file, toml);
    live.reload();
  }

  @Test
  void settingsThatDoNotFitTheStartsChangeNothingAndAreToldOnce() throws Exception {
    change("[gateway]\nmax-body = \"7\"");
    for (int i = 0; i < 3; i++) {
      assertThat(chat(false).statusCode()).isEqualTo(200);
    }
    assertThat(said)
        .containsExactly(
            "[gateway] changed and does not fit what the gateway was started with, so the gateway"
                + " goes on with what it had: max-body of 7 is wrong together with --seven");

    change("[gateway]\nmax-body = \"8\"");
    assertThat(chat(false).statusCode()).isEqualTo(413);
    assertThat(said).hasSize(1);
  }

  @Test
  void whatIsLookedAtOnceIsToldToWaitForTheNextStart() throws Exception {
    change("[gateway]\nport = 4711\nhost = \"localhost\"");
    assertThat(chat(false).statusCode()).isEqualTo(200);
    change("[gateway]\nport = 4711\nhost = \"localhost\"\nheartbeat = \"9s\"");
    assertThat(chat(false).statusCode()).isEqualTo(200);

    assertThat(said)
        .containsExactly(
            "[gateway] changed; this of it takes effect at the next start: host, port");
  }

  @Test
  void allElseIsInForceForTheNextRequest() throws Exception {
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    change("[gateway]\nmetrics = false\naccess-log-content = true\ncommit-after = \"10ms\"");

    assertThat(get("/metrics").statusCode()).isEqualTo(404);
    lines.clear();
    sandbox.next(Script.nothing().pause(Duration.ofSeconds(1)).then(Script.status(401)));
    assertThat(chat(true).statusCode()).isEqualTo(200); // it would be 401 within 10 s
    assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("\"text\":\"Hello\"");
    change("[gateway]");
    chat(false);
    assertThat(lines.poll(30, TimeUnit.SECONDS)).doesNotContain("Hello");
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
    assertThat(gateway.settings().corsOrigins()).isEqualTo(List.of());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The status alone: a stream that breaks has no whole body. */
  private HttpResponse<?> chat(boolean stream) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"model":"openai/gpt-4o","stream":%s,
                     "messages":[{"role":"user","content":"Hello"}]}"""
                        .formatted(stream)))
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }
}
