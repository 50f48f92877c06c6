package dev.runnel.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /v1/messages}, answered by a service of Anthropic's form and by one of OpenAI's. */
@TestInstance(Lifecycle.PER_CLASS)
class MessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLAUDE = "anthropic/claude-sonnet-4-5";
  private static final String GPT = "openai/gpt-4o";

  private final HttpClient http = HttpClient.newHttpClient();
  private Sandbox sandbox;
  private CallRuntime runtime;
  private Providers providers;
  private LiveRunner live;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    sandbox = Sandbox.start();
    runtime = CallRuntime.builder().direct().build();
    providers = Providers.discover();
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
    gateway = Gateway.builder(live).start();
  }

  @AfterAll
  void close() {
    gateway.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(gateway.origin().resolve("/v1/messages"))
            .header("anthropic-version", "2023-06-01")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** All that comes over the connection until it is cut; the JDK's client keeps less. */
  private String raw(String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                      + bytes.length
                      + "\r\n\r\n"
                      + body)
                  .getBytes(UTF_8));
      socket.getInputStream().transferTo(heard);
    }
    return heard.toString(UTF_8);
  }

  private static String hello(String model, boolean stream) {
    return """
        {"model":"%s","max_tokens":100,"stream":%s,"messages":[{"role":"user","content":"Hello"}]}"""
        .formatted(model, stream);
  }

  private JsonNode received(String service) {
    ReceivedRequest last = sandbox.exchanges().get(sandbox.exchanges().size() - 1).request();
    assertThat(last).isNotNull();
    return last.json();
  }

  @Test
  void aStreamOfAnotherServiceIsAMessageInBlocks() throws Exception {
    sandbox
        .on("openai")
        .next(
            Script.nothing()
                .role()
                .reasoning("Hmm")
                .tokens("Grüße, ", "\"😀\"\n")
                .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
                .finish("tool_calls")
                .usage(9, 4)
                .done());

    HttpResponse<String> response = post(hello(GPT, true));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/event-stream; charset=utf-8");
    String id = response.headers().firstValue("request-id").orElseThrow();
    assertThat(response.body().replace(id.replace("req_", "msg_"), "msg_1"))
        .isEqualTo(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"openai/gpt-4o","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hmm"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Grüße, "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\\"😀\\"\\n"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"call_1","name":"weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\\"Köln\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4,"output_tokens_details":{"thinking_tokens":0}}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
  }

  @Test
  void theInputIsToldAtTheStartWhereItIsKnown() throws Exception {
    sandbox.on("anthropic").next(Script.answer("Hi"));

    String body = post(hello(CLAUDE, true)).body();

    String first = body.substring(0, body.indexOf("content_block_start"));
    assertThat(first).containsPattern("\"input_tokens\":[1-9]");
  }

  @Test
  void aWholeAnswerIsAMessage() throws Exception {
    sandbox
        .on("openai")
        .next(
            Script.nothing()
                .role()
                .tokens("Hel", "lo")
                .toolCall("call_1", "weather", "{\"city\":\"Köln\"}")
                .finish("stop")
                .usage(9, 4)
                .done());

    HttpResponse<String> response = post(hello(GPT, false));

    String id = response.headers().firstValue("request-id").orElseThrow();
    assertThat(response.body().replace(id.replace("req_", "msg_"), "msg_1"))
        .isEqualTo(
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"openai/gpt-4o","content":[\
            {"type":"text","text":"Hello"},\
            {"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Köln"}}],\
            "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9,\
            "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4,\
            "output_tokens_details":{"thinking_tokens":0}}}""");
  }

  @Test
  void whatAServiceSignedGetsBackToIt() throws Exception {
    sandbox
        .on("anthropic")
        .next(
            Script.nothing()
                .reasoning("Hmm")
                .signature("c2lnbmVk")
                .toolCall("toolu_1", "weather", "{\"city\":\"Köln\"}")
                .finish("tool_use")
                .done());
    String ask =
        """
        {"model":"%s","max_tokens":4096,"thinking":{"type":"enabled","budget_tokens":1024},
         "tools":[{"name":"weather","input_schema":{"type":"object"}}],
         "messages":[{"role":"user","content":"Weather?"}%s]}""";
    JsonNode said = JSON.readTree(post(ask.formatted(CLAUDE, "")).body());
    assertThat(said.path("content").path(0).path("signature").asText()).contains("c2lnbmVk");

    sandbox.on("anthropic").next(Script.answer("Sunny"));
    HttpResponse<String> second =
        post(
            ask.formatted(
                CLAUDE,
                ",{\"role\":\"assistant\",\"content\":"
                    + said.path("content")
                    + "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"toolu_1\",\"content\":\"sun\"}]}"));

    assertThat(second.body()).contains("Sunny");
    JsonNode turn = received("anthropic").path("messages").path(1).path("content");
    assertThat(turn.path(0).path("type").asText()).isEqualTo("thinking");
    assertThat(turn.path(0).path("thinking").asText()).isEqualTo("Hmm");
    assertThat(turn.path(0).path("signature").asText()).isEqualTo("c2lnbmVk");
    assertThat(turn.path(1).path("input").path("city").asText()).isEqualTo("Köln");
  }

  @Test
  void aRefusalOfTheServiceHasAnthropicsFormAndStatus() throws Exception {
    sandbox.on("openai").next(Faults.named("fault-401").orElseThrow().script("openai"));

    HttpResponse<String> response = post(hello(GPT, true));

    assertThat(response.statusCode()).isEqualTo(401);
    JsonNode error = JSON.readTree(response.body());
    assertThat(error.path("type").asText()).isEqualTo("error");
    assertThat(error.path("error").path("type").asText()).isEqualTo("authentication_error");
    assertThat(error.path("request_id").asText())
        .isEqualTo(response.headers().firstValue("request-id").orElseThrow());
  }

  @Test
  void anErrorInMidStreamIsAnErrorEvent() throws Exception {
    sandbox.on("openai").next(Script.nothing().role().tokens("Hel").error("server_error", "Sorry"));

    String heard = raw(hello(GPT, true));

    assertThat(heard).contains("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":");
    assertThat(heard).contains("Sorry").doesNotContain("message_stop");
  }

  @Test
  void aWrongRequestIsToldItsPlace() throws Exception {
    HttpResponse<String> response =
        post(
            "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"tool\",\"content\":\"\"}]}");

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).path("error");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asText()).startsWith("messages.0.role: ");
  }

  @Test
  void whatGoesNoFurtherIsNamedInAHeader() throws Exception {
    sandbox.on("openai").next(Script.answer("Hi"));

    HttpResponse<String> response =
        post(
            """
            {"model":"openai/gpt-4o","max_tokens":9,"metadata":{"user_id":"me"},"top_k":3,
             "system":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"Hello"}]}""");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-runnel-ignored").orElse(""))
        .contains("metadata", "top_k", "cache_control");
  }

  @Test
  void aToolCallThatIsNoJsonIsNoWholeAnswer() throws Exception {
    Script broken =
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":")
            .finish("tool_calls")
            .done();
    sandbox.on("openai").next(broken);

    HttpResponse<String> response = post(hello(GPT, false));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("api_error", "'weather'", "no JSON object");
  }

  @Test
  void tokensAreEstimatedAndSaidToBe() throws Exception {
    String request =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + "word ".repeat(100)
            + "\"}]}";
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(gateway.origin().resolve("/v1/messages/count_tokens"))
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("request-id")).isPresent();
    JsonNode counted = JSON.readTree(response.body());
    assertThat(counted.path("input_tokens").intValue()).isBetween(100, 150);
    assertThat(counted.path("estimated").booleanValue()).isTrue();
  }

  @Test
  void anthropicGetsWhatOnlyItKnows() throws Exception {
    sandbox.on("anthropic").next(Script.answer("Hi"));

    HttpResponse<String> response =
        post(
            """
            {"model":"%s","max_tokens":9,"metadata":{"user_id":"me"},
             "system":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"Hello"}]}"""
                .formatted(CLAUDE));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-runnel-ignored")).isEmpty();
    JsonNode got = received("anthropic");
    assertThat(got.path("metadata").path("user_id").asText()).isEqualTo("me");
    assertThat(got.path("cache_control").path("type").asText()).isEqualTo("ephemeral");
  }
}
