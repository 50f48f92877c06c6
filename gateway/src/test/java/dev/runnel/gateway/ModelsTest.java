package dev.runnel.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import java.net.Socket;
import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/models}, in both forms. */
@TestInstance(Lifecycle.PER_CLASS)
class ModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

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
            .environment(Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder -> builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
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

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.origin() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void openAisFormIsAList() throws Exception {
    JsonNode list = JSON.readTree(get("/v1/models").body());
    assertThat(list.path("object").textValue()).isEqualTo("list");
    assertThat(list.path("data")).isNotEmpty();
    for (JsonNode model : list.path("data")) {
      assertThat(model.path("id").textValue()).startsWith("openai/");
      assertThat(model.path("object").textValue()).isEqualTo("model");
      assertThat(model.path("created").isIntegralNumber()).isTrue();
      assertThat(model.path("owned_by").textValue()).isEqualTo("openai");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/models/openai/gpt-4o, openai/gpt-4o",
    "/v1/models/openai%2Fgpt-4o, openai/gpt-4o",
    "/v1/models/gpt-4o, gpt-4o",
    "/v1/models/%67pt-4o?x=1, gpt-4o"
  })
  void oneModelIsFoundHoweverItIsWritten(String path, String id) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).path("id").textValue()).isEqualTo(id);
  }

  @Test
  void aMissingModelIs404WithTheNearName() throws Exception {
    HttpResponse<String> response = get("/v1/models/openai/gpt-4p");
    assertThat(response.statusCode()).isEqualTo(404);
    JsonNode error = JSON.readTree(response.body()).path("error");
    assertThat(error.path("code").textValue()).isEqualTo("model_not_found");
    assertThat(error.path("message").textValue()).contains("did you mean 'openai/gpt-4");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, /v1/models, 200",
    "HTTP_2, /v1/models, 200",
    "HTTP_1_1, /v1/models/openai/gpt-4o, 200",
    "HTTP_2, /v1/models/openai/gpt-4o, 200",
    "HTTP_1_1, /v1/models/none, 404",
    "HTTP_2, /v1/models/none, 404",
    "HTTP_1_1, /v1/none, 404",
    "HTTP_2, /v1/none, 404",
    "HTTP_1_1, /healthz, 200",
    "HTTP_2, /metrics, 200"
  })
  void theHeadAloneIsTheSameHead(HttpClient.Version version, String path, int status)
      throws Exception {
    HttpResponse<String> whole = ask(version, "GET", path);
    HttpResponse<String> head = ask(version, "HEAD", path);

    assertThat(whole.version()).isEqualTo(version);
    assertThat(head.version()).isEqualTo(version);
    assertThat(head.statusCode()).isEqualTo(whole.statusCode()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().map().keySet()).isEqualTo(whole.headers().map().keySet());
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(whole.headers().firstValue("content-type"));
    if (!path.equals("/metrics")) { // which change
      assertThat(whole.headers().firstValueAsLong("content-length"))
          .hasValue(whole.body().getBytes(UTF_8).length);
      assertThat(head.headers().firstValueAsLong("content-length"))
          .hasValue(whole.body().getBytes(UTF_8).length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/models", "/v1/models/gpt-4o", "/metrics"})
  void whoMayLookMayNotPost(String path) throws Exception {
    HttpResponse<String> response = ask(HttpClient.Version.HTTP_1_1, "POST", path);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(response.body()).contains("This path takes GET or HEAD and nothing else");
  }

  private HttpResponse<String> ask(HttpClient.Version version, String method, String path)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.origin() + path))
            .version(version)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPathThatEscapesNothingIsRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.origin().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/models/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes());
      assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void anthropicsFormComesInPages() throws Exception {
    String[] version = {"anthropic-version", "2023-06-01"};
    JsonNode all = JSON.readTree(get("/v1/models?limit=1000", version).body());
    assertThat(all.path("has_more").booleanValue()).isFalse();
    assertThat(all.path("data").get(0).path("type").textValue()).isEqualTo("model");
    assertThat(all.path("data").size()).isGreaterThan(2);

    JsonNode first = JSON.readTree(get("/v1/models?limit=1", version).body());
    assertThat(first.path("has_more").booleanValue()).isTrue();
    assertThat(first.path("last_id")).isEqualTo(all.path("data").get(0).path("id"));

    String after = first.path("last_id").textValue().replace("/", "%2F");
    JsonNode second = JSON.readTree(get("/v1/models?limit=1&after_id=" + after, version).body());
    assertThat(second.path("data").get(0)).isEqualTo(all.path("data").get(1));
    String before = second.path("first_id").textValue().replace("/", "%2F");
    JsonNode back = JSON.readTree(get("/v1/models?limit=9&before_id=" + before, version).body());
    assertThat(back.path("data")).hasSize(1);
    assertThat(back.path("data").get(0)).isEqualTo(all.path("data").get(0));
    assertThat(back.path("has_more").booleanValue()).isFalse();

    assertThat(get("/v1/models?limit=0", version).statusCode()).isEqualTo(400);
    assertThat(get("/v1/models?after_id=none", version).statusCode()).isEqualTo(400);
    assertThat(get("/v1/models/openai/none", version).body()).contains("not_found_error");
    assertThat(JSON.readTree(get("/v1/models/openai/gpt-4o", version).body()).path("id").asText())
        .isEqualTo("openai/gpt-4o");
  }
}
