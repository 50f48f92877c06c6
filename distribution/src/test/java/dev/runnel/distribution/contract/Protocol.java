package dev.runnel.distribution.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What each service wants to be sent, written down a second time: from what is known of the
 * services, and not from the drivers or the sandbox.
 */
enum Protocol {
  AILS("ails", "/v1/chat/completions", "gpt-3.5-turbo") {
    @Override
    Map<String, String> headers() {
      return Map.ofEntries(
          Map.entry("authority", "api.caipacity.com"),
          Map.entry("accept", "*/*"),
          Map.entry(
              "accept-language",
              "en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3"),
          Map.entry("authorization", "Bearer free"),
          Map.entry("client-v", "0.1.217"),
          Map.entry("content-type", "application/json"),
          Map.entry("origin", "https://ai.ls"),
          Map.entry("referer", "https://ai.ls/"),
          Map.entry(
              "sec-ch-ua",
              "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"114\", \"Google Chrome\";v=\"114\""),
          Map.entry("sec-ch-ua-mobile", "?0"),
          Map.entry("sec-ch-ua-platform", "\"Windows\""),
          Map.entry("sec-fetch-dest", "empty"),
          Map.entry("sec-fetch-mode", "cors"),
          Map.entry("sec-fetch-site", "cross-site"),
          Map.entry(
              "user-agent",
              "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                  + " Chrome/114.0.0.0 Safari/537.36"));
    }

    @Override
    void assertVarying(Map<String, String> headers) {
      String id = headers.remove("client-id");
      assertThat(UUID.fromString(id).version()).isEqualTo(4);
      assertThat(id).isEqualTo(UUID.fromString(id).toString());
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      String time = sent.path("t").textValue();
      assertThat(time).matches("\\d+[13579]");
      assertThat(Instant.ofEpochMilli(Long.parseLong(time))).isBetween(justNow(), soon());
      assertThat(LocalDate.parse(sent.path("d").asText()))
          .isBetween(LocalDate.now().minusDays(1), LocalDate.now());
      String last = talk.lastMessage();
      String signed =
          time + ":" + last + ":WI,2rU#_r:r~aF4aJ36[.Z(/8Rv93Rf:" + last.codePoints().count();
      ObjectNode body = JSON.createObjectNode();
      body.put("model", "gpt-3.5-turbo")
          .put("temperature", talk.temperature().orElse(0.6))
          .put("stream", true)
          .put("d", sent.path("d").asText())
          .put("t", time)
          .put("s", sha256(signed))
          .set("messages", talk.sentMessages());
      return body;
    }
  },
  GRAVITYENGINE(
      "gravityengine",
      "/api/openai/v1/chat/completions",
      "gpt-3.5-turbo-16k",
      "gpt-3.5-turbo-0613") {
    @Override
    Map<String, String> headers() {
      return Map.of("content-type", "application/json");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      ObjectNode body = JSON.createObjectNode();
      body.put("model", talk.model().orElse("gpt-3.5-turbo-16k"))
          .put("temperature", talk.temperature().orElse(0.7))
          .put("presence_penalty", 0)
          .set("messages", talk.sentMessages());
      return body;
    }
  },
  YQCLOUD("yqcloud", "/api/generateStream", "gpt-3.5-turbo") {
    @Override
    Map<String, String> headers() {
      return Map.of(
          "authority",
          "api.aichatos.cloud",
          "content-type",
          "application/json",
          "origin",
          "https://chat9.yqcloud.top",
          "referer",
          "https://chat9.yqcloud.top/",
          "user-agent",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/112.0.0.0 Safari/537.36");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      String userId = sent.path("userId").asText();
      assertThat(userId).matches("#/chat/\\d{13}");
      assertThat(Instant.ofEpochMilli(Long.parseLong(userId.substring("#/chat/".length()))))
          .isBetween(justNow(), soon());
      return JSON.createObjectNode()
          .put("prompt", "always respond in english | " + talk.lastMessage())
          .put("userId", userId)
          .put("network", true)
          .put("apikey", "")
          .put("system", "")
          .put("withoutContext", false);
    }
  },
  LOCKCHAT("lockchat", "/v1/chat/completions", "gpt-4", "gpt-3.5-turbo") {
    @Override
    Map<String, String> headers() {
      return Map.of(
          "content-type",
          "application/json",
          "user-agent",
          "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      ObjectNode body = JSON.createObjectNode();
      body.put("temperature", talk.temperature().orElse(0.7))
          .put("model", talk.model().orElse("gpt-4"))
          .put("stream", true)
          .set("messages", talk.sentMessages());
      return body;
    }
  },
  OLLAMA("ollama", "/api/chat", "llama3.2", "qwen3:8b") {
    @Override
    Map<String, String> headers() {
      return Map.of("content-type", "application/json");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      ObjectNode body = JSON.createObjectNode();
      body.put("model", talk.model().orElse("llama3.2")).put("stream", true).put("truncate", false);
      talk.temperature().ifPresent(t -> body.putObject("options").put("temperature", t));
      body.set("messages", talk.sentMessages());
      return body;
    }
  },
  // Models that take a temperature.
  OPENAI("openai", "/v1/chat/completions", "gpt-4.1-mini", "gpt-4o") {
    @Override
    Map<String, String> headers() {
      return Map.of("content-type", "application/json", "authorization", "Bearer sk-sandbox");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      ObjectNode body = JSON.createObjectNode();
      body.put("model", talk.model().orElse("gpt-4.1-mini"))
          .put("stream", true)
          .set("messages", talk.sentMessages());
      body.putObject("stream_options").put("include_usage", true);
      talk.temperature().ifPresent(t -> body.put("temperature", t));
      return body;
    }
  },
  ANTHROPIC("anthropic", "/v1/messages", "claude-sonnet-5-5", "claude-sonnet-4-6") {
    @Override
    Map<String, String> headers() {
      return Map.of(
          "content-type",
          "application/json",
          "x-api-key",
          "sk-sandbox",
          "anthropic-version",
          "2023-06-01");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      String model = talk.model().orElse("claude-sonnet-5-5");
      ObjectNode body = JSON.createObjectNode();
      body.put("model", model).put("max_tokens", 32_000).put("stream", true);
      if (model.equals("claude-sonnet-5-5")) {
        body.putObject("thinking").put("type", "adaptive").put("display", "summarized");
      } else {
        talk.temperature().ifPresent(t -> body.put("temperature", Math.min(t, 1)));
      }
      ArrayNode system = JSON.createArrayNode();
      ArrayNode turns = JSON.createArrayNode();
      for (JsonNode message : talk.sentMessages()) {
        String role = message.path("role").textValue();
        String text = message.path("content").textValue();
        if (text.isBlank()) {
          continue;
        }
        ArrayNode blocks = system;
        if (!role.equals("system")) {
          boolean same =
              !turns.isEmpty() && turns.get(turns.size() - 1).path("role").asText().equals(role);
          ObjectNode turn =
              same ? (ObjectNode) turns.get(turns.size() - 1) : turns.addObject().put("role", role);
          blocks = turn.withArray("content");
        }
        blocks.addObject().put("type", "text").put("text", text);
      }
      if (!system.isEmpty()) {
        body.set("system", system);
      }
      body.set("messages", turns);
      return body;
    }
  },
  GEMINI("gemini", "/v1beta/models/", "gemini-3.8-flash", "gemini-2.5-flash") {
    @Override
    String path(Talk talk) {
      return super.path(talk)
          + talk.model().orElse("gemini-flash-latest")
          + ":streamGenerateContent";
    }

    @Override
    String query() {
      return "alt=sse";
    }

    @Override
    Map<String, String> headers() {
      return Map.of("content-type", "application/json", "x-goog-api-key", "sk-sandbox");
    }

    @Override
    ObjectNode body(Talk talk, JsonNode sent) {
      ObjectNode body = JSON.createObjectNode();
      ArrayNode contents = body.putArray("contents");
      ArrayNode system = JSON.createArrayNode();
      for (JsonNode said : talk.sentMessages()) {
        String role = said.path("role").asText();
        String text = said.path("content").asText();
        if (role.equals("user") || !text.isEmpty()) {
          ArrayNode parts =
              role.equals("system")
                  ? system
                  : contents
                      .addObject()
                      .put("role", role.equals("user") ? "user" : "model")
                      .putArray("parts");
          parts.addObject().put("text", text);
        }
      }
      if (!system.isEmpty()) {
        body.putObject("systemInstruction").set("parts", system);
      }
      talk.temperature().ifPresent(t -> body.putObject("generationConfig").put("temperature", t));
      return body;
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  /** What any HTTP client must or may send besides. */
  private static final Set<String> OF_HTTP =
      Set.of("host", "content-length", "connection", "accept", "accept-encoding");

  final String id;
  final List<String> models;
  private final String path;

  Protocol(String id, String path, String... models) {
    this.id = id;
    this.path = path;
    this.models = List.of(models);
  }

  String path(Talk talk) {
    return path;
  }

  String query() {
    return "";
  }

  abstract Map<String, String> headers();

  /** Checks, and takes away, headers whose value is another one each time. */
  void assertVarying(Map<String, String> headers) {}

  /**
   * The body that should have been sent; what varies is checked, and taken over, from the one sent.
   */
  abstract ObjectNode body(Talk talk, JsonNode sent);

  /** Fails unless this is, exactly, what the service wants for this conversation. */
  final void assertSent(Talk talk, ReceivedRequest request) {
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo(path(talk));
    assertThat(request.query()).isEqualTo(query());
    Map<String, String> sent = new TreeMap<>();
    request
        .headers()
        .forEach(
            header ->
                assertThat(sent.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                    .as("a second header " + header.getKey())
                    .isNull());
    assertVarying(sent);
    Map<String, String> wanted = headers();
    sent.keySet().removeIf(name -> OF_HTTP.contains(name) && !wanted.containsKey(name));
    assertThat(sent).containsExactlyInAnyOrderEntriesOf(wanted);
    try {
      JsonNode body = request.parsed();
      ObjectNode expected = body(talk, body);
      assertThat(expected.equals(Protocol::compared, body))
          .as("expected %s%nbut was  %s", expected, body)
          .isTrue();
    } catch (JsonProcessingException e) {
      throw new AssertionError("The body is no JSON: " + request.bodyText(), e);
    }
  }

  /** In JSON, 0 and 0.0 are one number. */
  private static int compared(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static Instant justNow() {
    return Instant.now().minus(Duration.ofMinutes(2));
  }

  private static Instant soon() {
    return Instant.now().plus(Duration.ofMinutes(2));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
