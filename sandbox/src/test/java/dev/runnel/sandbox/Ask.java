package dev.runnel.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.function.Consumer;

/** A request by the book for one service, which a test then bends. */
final class Ask {

  private static final JsonMapper JSON = new JsonMapper();

  String method = "POST";
  String path;
  final List<Entry<String, String>> headers = new ArrayList<>();
  final ObjectNode body = JSON.createObjectNode();
  boolean contentLength = true;
  boolean empty;

  private Ask(String path) {
    this.path = path;
    header("content-type", "application/json");
  }

  static Ask of(String service, String message) {
    return switch (service) {
      case "ails" -> ails(message);
      case "gravityengine" -> gravityengine(message);
      case "yqcloud" -> yqcloud(message);
      case "lockchat" -> lockchat(message);
      case "openai" -> openai(message);
      case "anthropic" -> anthropic(message);
      case "gemini" -> gemini(message);
      case "ollama" -> ollama(message);
      default -> throw new IllegalArgumentException(service);
    };
  }

  static Ask ails(String message) {
    Ask ask = new Ask("/v1/chat/completions");
    ask.header("authority", "api.caipacity.com");
    ask.header("accept", "*/*");
    ask.header(
        "accept-language",
        "en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3");
    ask.header("authorization", "Bearer free");
    ask.header("client-id", UUID.randomUUID().toString());
    ask.header("client-v", "0.1.217");
    ask.header("origin", "https://ai.ls");
    ask.header("referer", "https://ai.ls/");
    ask.header(
        "sec-ch-ua",
        "\"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"114\", \"Google Chrome\";v=\"114\"");
    ask.header("sec-ch-ua-mobile", "?0");
    ask.header("sec-ch-ua-platform", "\"Windows\"");
    ask.header("sec-fetch-dest", "empty");
    ask.header("sec-fetch-mode", "cors");
    ask.header("sec-fetch-site", "cross-site");
    ask.header(
        "user-agent",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/114.0.0.0 Safari/537.36");
    ask.body.put("model", "gpt-3.5-turbo").put("temperature", 0.6).put("stream", true);
    ask.message(message);
    String t = Long.toString(System.currentTimeMillis() | 1);
    ask.body.put("d", LocalDate.now().toString()).put("t", t).put("s", signature(t, message));
    return ask;
  }

  static Ask gravityengine(String message) {
    Ask ask = new Ask("/api/openai/v1/chat/completions");
    ask.body.put("model", "gpt-3.5-turbo-16k").put("temperature", 0.7).put("presence_penalty", 0);
    return ask.message(message);
  }

  static Ask yqcloud(String message) {
    Ask ask = new Ask("/api/generateStream");
    ask.header("authority", "api.aichatos.cloud");
    ask.header("origin", "https://chat9.yqcloud.top");
    ask.header("referer", "https://chat9.yqcloud.top/");
    ask.header(
        "user-agent",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/112.0.0.0 Safari/537.36");
    ask.body
        .put("prompt", "always respond in english | " + message)
        .put("userId", "#/chat/1687700000000")
        .put("network", true)
        .put("apikey", "")
        .put("system", "")
        .put("withoutContext", false);
    return ask;
  }

  static Ask lockchat(String message) {
    Ask ask = new Ask("/v1/chat/completions");
    ask.header("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0");
    ask.body.put("temperature", 0.7).put("model", "gpt-4").put("stream", true);
    return ask.message(message);
  }

  static Ask openai(String message) {
    Ask ask = new Ask("/v1/chat/completions");
    ask.header("authorization", "Bearer sk-sandbox");
    ask.body.put("model", "gpt-4o").put("stream", true);
    return ask.message(message);
  }

  static Ask anthropic(String message) {
    Ask ask = new Ask("/v1/messages");
    ask.header("x-api-key", "sk-ant-sandbox").header("anthropic-version", "2023-06-01");
    ask.body.put("model", "claude-sonnet-4-6").put("max_tokens", 1024).put("stream", true);
    return ask.message(message);
  }

  static Ask gemini(String message) {
    return gemini("gemini-flash-latest:streamGenerateContent?alt=sse", message);
  }

  static Ask gemini(String target, String message) {
    Ask ask = new Ask("/v1beta/models/" + target);
    ask.header("x-goog-api-key", "sandbox-key");
    return ask.content("user", parts -> parts.addObject().put("text", message));
  }

  Ask content(String role, Consumer<ArrayNode> parts) {
    ObjectNode content = body.withArray("contents").addObject().put("role", role);
    parts.accept(content.putArray("parts"));
    return this;
  }

  static Ask ollama(String message) {
    Ask ask = new Ask("/api/chat");
    ask.body.put("model", "llama3.2");
    return ask.message(message);
  }

  static String signature(String t, String message) {
    String signed =
        t
            + ":"
            + message
            + ":WI,2rU#_r:r~aF4aJ36[.Z(/8Rv93Rf:"
            + message.codePointCount(0, message.length());
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(signed.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Ask message(String content) {
    return message("user", content);
  }

  Ask message(String role, String content) {
    body.withArray("messages").addObject().put("role", role).put("content", content);
    return this;
  }

  /** Sets or, with null, removes a header. */
  Ask header(String name, String value) {
    headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    if (value != null) {
      headers.add(Map.entry(name, value));
    }
    return this;
  }

  Ask alsoHeader(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  Ask path(String path) {
    this.path = path;
    return this;
  }

  Ask method(String method) {
    this.method = method;
    return this;
  }

  Ask body(Consumer<ObjectNode> change) {
    change.accept(body);
    return this;
  }

  Ask model(String model) {
    return body(fields -> fields.put("model", model));
  }

  Ask withoutBody() {
    empty = true;
    return header("content-type", null);
  }

  Ask chunked() {
    contentLength = false;
    return header("transfer-encoding", "chunked");
  }

  byte[] bytes() {
    return bytes(empty ? "" : body.toString());
  }

  byte[] bytes(String content) {
    byte[] length = content.getBytes(UTF_8);
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    headers.forEach(header -> head.append(header.getKey() + ": " + header.getValue() + "\r\n"));
    if (contentLength) {
      return (head + "Content-Length: " + length.length + "\r\n\r\n" + content).getBytes(UTF_8);
    }
    return (head + "\r\n" + Integer.toHexString(length.length) + "\r\n" + content + "\r\n0\r\n\r\n")
        .getBytes(UTF_8);
  }
}
