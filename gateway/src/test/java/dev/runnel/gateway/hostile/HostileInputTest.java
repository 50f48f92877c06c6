package dev.runnel.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.Runner;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that nobody well-meaning sends, some thousands of them, over bare sockets. Whatever
 * comes, no answer is a 500, none has a header that its request smuggled in, each refusal is a
 * document of its form, each connection ends; and afterwards nothing is left open and the gateway
 * answers.
 */
class HostileInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 8;

  private static final Map<String, String> VALID =
      Map.of(
          "/v1/chat/completions",
          """
          {"model":"openai/gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},\
          "temperature":0.5,"max_tokens":20,"stop":["x"],"n":1,"user":"me","metadata":{"a":"b"},\
          "messages":[{"role":"system","content":"Be brief."},\
          {"role":"user","content":[{"type":"text","text":"Hello"},\
          {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]},\
          {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",\
          "function":{"name":"f","arguments":"{}"}}]},\
          {"role":"tool","tool_call_id":"call_1","content":"done"}],\
          "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,\
          "parameters":{"type":"object","properties":{},"required":[],"additionalProperties":false}}}],\
          "tool_choice":"auto",\
          "response_format":{"type":"json_schema","json_schema":{"name":"s","strict":true,\
          "schema":{"type":"object","properties":{},"required":[],"additionalProperties":false}}}}""",
          "/v1/messages",
          """
          {"model":"anthropic/claude-haiku-4-5","max_tokens":2000,"stream":true,"temperature":1,\
          "system":[{"type":"text","text":"Be brief."}],"stop_sequences":["x"],"metadata":{"user_id":"me"},\
          "messages":[{"role":"user","content":[{"type":"text","text":"Hello"},\
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},\
          {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1}}]},\
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"done"}]}],\
          "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{}}}],\
          "tool_choice":{"type":"auto"},"thinking":{"type":"enabled","budget_tokens":1024}}""");

  private static Sandbox sandbox;
  private static CallRuntime runtime;
  private static Providers providers;
  private static LiveRunner live;
  private static Runner runner;
  private static Gateway gateway;
  private static Wire wire;

  /** What the web framework says of requests; held, or it is forgotten. */
  private static final Logger WEB = Logger.getLogger("io.vertx.ext.web.RoutingContext");

  /** Tells of Vert.x's own slip where more than 128 requests come at once. */
  private static final Logger NETTY =
      Logger.getLogger("io.netty.channel.AbstractChannelHandlerContext");

  private static final ConcurrentLinkedQueue<String> SAID = new ConcurrentLinkedQueue<>();

  private static final Handler LISTENER =
      new Handler() {
        @Override
        public void publish(LogRecord said) {
          SAID.add(said.getMessage() + ": " + said.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    WEB.addHandler(LISTENER);
    NETTY.setLevel(Level.OFF);
    sandbox = Sandbox.start();
    runtime = CallRuntime.builder().direct().build();
    providers = Providers.builder().runtime(runtime).discover();
    live =
        LiveRunner.builder(providers)
            .environment(
                Map.of(
                    "OPENAI_API_KEY", "any", "ANTHROPIC_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder ->
                    builder
                        .option("openai.base-url=" + sandbox.baseUrl("openai"), "test")
                        .option("anthropic.base-url=" + sandbox.baseUrl("anthropic"), "test"))
            .start();
    try (var lease = live.lease()) {
      runner = lease.runner();
    }
    gateway = Gateway.builder(live).start();
    wire = new Wire(gateway.origin());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
    WEB.removeHandler(LISTENER);
    NETTY.setLevel(null);
  }

  @AfterEach
  void nothingIsLeftAndTheGatewayAnswers() throws Exception {
    awaiting("calls", () -> runner.load().stream().allMatch(one -> one.underWay() == 0));
    awaiting(
        "exchanges",
        () -> sandbox.exchanges().stream().noneMatch(one -> one.fate() == Fate.IN_PROGRESS));
    awaiting("connections", () -> ServerSockets.open(gateway.origin().getPort()).orElse(0L) == 0L);
    for (String path : VALID.keySet()) {
      RawAnswer answer = wire.untilClosed(Wire.post(path, VALID.get(path).getBytes(UTF_8)));
      assertThat(answer.text()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(SAID).as("nonsense fills the log").isEmpty();
  }

  @Test
  void jsonThatIsWrongInOnePlace() throws Exception {
    Map<String, Callable<List<String>>> cases = new LinkedHashMap<>();
    VALID.forEach(
        (path, valid) ->
            JsonMutations.of(valid)
                .forEach(
                    (name, body) ->
                        cases.put(
                            path + ", " + name, () -> complaints(path, body.getBytes(UTF_8)))));
    assertThat(allOf(cases)).isEmpty();
  }

  @Test
  void bodiesThatAreNoRequest() throws Exception {
    Map<String, Callable<List<String>>> cases = new LinkedHashMap<>();
    VALID.forEach(
        (path, valid) ->
            Bodies.of(valid)
                .forEach(
                    (name, body) -> cases.put(path + ", " + name, () -> complaints(path, body))));
    assertThat(allOf(cases)).isEmpty();
  }

  @Test
  void connectionsThatAreNoConversation() throws Exception {
    Map<String, Callable<List<String>>> cases = new LinkedHashMap<>();
    VALID.forEach(
        (path, valid) ->
            Connections.of(path, valid)
                .forEach(
                    (name, bytes) -> cases.put(path + ", " + name, () -> complaintsOfRest(bytes))));
    assertThat(allOf(cases)).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    byte[] head =
        "POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 99999999\r\n\r\n"
            .getBytes(ISO_8859_1);
    RawAnswer answer = wire.untilClosed(head);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.complaints()).isEmpty();
  }

  /** A whole request: it has an answer, and the connection ends after it. */
  private static List<String> complaints(String path, byte[] body) throws IOException {
    RawAnswer answer = wire.untilClosed(Wire.post(path, body));
    List<String> wrongs = new ArrayList<>(answer.complaints());
    if (answer.status() == 0) {
      wrongs.add("no answer");
    } else if (answer.status() != 200) {
      wrongs.addAll(complaintsOfRefusal(path, answer));
    }
    return wrongs;
  }

  private static List<String> complaintsOfRefusal(String path, RawAnswer answer) {
    List<String> wrongs = new ArrayList<>();
    if (!Set.of(400, 403, 404, 413, 502, 503).contains(answer.status())) {
      wrongs.add("status " + answer.status());
    }
    try {
      JsonNode document = JSON.readTree(answer.body());
      if (document.at("/error/message").asText().isBlank()) {
        wrongs.add("no reason: " + answer.body());
      }
      if (path.equals("/v1/messages") && !document.path("type").asText().equals("error")) {
        wrongs.add("not of its form: " + answer.body());
      }
    } catch (JsonProcessingException e) {
      wrongs.add("no document: " + answer.body());
    }
    return wrongs;
  }

  /** Any bytes, and then the client has gone: whatever was said to it must be in order. */
  private static List<String> complaintsOfRest(byte[] bytes) throws IOException {
    RawAnswer answer = wire.thenLeaving(bytes);
    // Frames of HTTP/2 have no status line.
    boolean text = answer.text().startsWith("HTTP/");
    return text ? answer.complaints() : List.of();
  }

  private static List<String> allOf(Map<String, Callable<List<String>>> cases) throws Exception {
    ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> all = new ArrayList<>();
      cases.forEach(
          (name, one) ->
              all.add(
                  senders.submit(
                      () -> {
                        try {
                          List<String> wrongs = one.call();
                          if (!wrongs.isEmpty()) {
                            complaints.add(name + ": " + wrongs);
                          }
                        } catch (Exception e) {
                          complaints.add(name + ": " + e);
                        }
                      })));
      for (Future<?> one : all) {
        one.get(5, TimeUnit.MINUTES);
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(cases).isNotEmpty();
    return List.copyOf(complaints);
  }

  private static void awaiting(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " never came to an end");
      }
      Thread.sleep(5);
    }
  }
}
