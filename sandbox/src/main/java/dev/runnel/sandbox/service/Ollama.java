package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.OllamaDocument;
import dev.runnel.sandbox.dialect.OllamaLines;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Wanted;
import dev.runnel.sandbox.script.Script;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Ollama: its own API, chats streamed or whole, the models and what they can do. */
final class Ollama implements Service {

  private static final String CHAT = "/api/chat";
  private static final String TAGS = "/api/tags";
  private static final String SHOW = "/api/show";
  private static final String VERSION = "/api/version";

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final OllamaModels models;
  private final Clock clock;

  Ollama(List<String> models, Clock clock, Predicate<String> faults) {
    this.models = new OllamaModels(models, faults);
    this.clock = clock;
  }

  @Override
  public String id() {
    return "ollama";
  }

  @Override
  public boolean owns(String path) {
    return Set.of(CHAT, TAGS, SHOW, VERSION).contains(path);
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    boolean gets = request.path().equals(TAGS) || request.path().equals(VERSION);
    if (!request.method().equals(gets ? "GET" : "POST")) {
      findings.add(405, "405 method not allowed");
      return;
    }
    Post.checkNoQuery(request, findings);
    if (request.path().equals(CHAT)) {
      new OllamaBody(request, findings, models).check();
    } else if (request.path().equals(SHOW)) {
      checkShow(request.json(), findings);
    }
  }

  private void checkShow(JsonNode body, Findings findings) {
    if (!body.isObject()) {
      findings.add("missing request body");
      return;
    }
    OllamaBody.unknown(
        "", body, Set.of("model", "verbose", "system", "template", "options"), findings);
    OllamaBody.checkModel(body.path("model").asText(""), models, findings);
  }

  @Override
  public Script refused(ReceivedRequest request, Findings findings) {
    Finding first = findings.first();
    Script script = Script.status(first.status());
    // Of a wrong method, Ollama's HTTP library tells, and in its own way.
    return first.status() == 405
        ? script.plain(first.message())
        : script.json(OllamaErrors.document(first.message()));
  }

  @Override
  public Optional<Script> other(ReceivedRequest request) {
    return switch (request.path()) {
      case TAGS -> document(models.list());
      case SHOW -> document(models.show(request.json().path("model").asText()));
      case VERSION -> document("{\"version\":\"0.12.6\"}");
      default -> request.json().path("messages").isEmpty() ? loaded(request) : Optional.empty();
    };
  }

  /** A chat without messages loads a model into memory, or takes it out. */
  private Optional<Script> loaded(ReceivedRequest request) {
    JsonNode body = request.json();
    boolean unload = body.path("keep_alive").asText("").matches("0[a-zµ]*");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("model", body.path("model").asText());
    answer.put("created_at", clock.instant().toString());
    answer.putObject("message").put("role", "assistant").put("content", "");
    answer.put("done", true).put("done_reason", unload ? "unload" : "load");
    return document(answer.toString());
  }

  private static Optional<Script> document(String json) {
    return Optional.of(
        Script.nothing().contentType("application/json; charset=utf-8").body(json).contentLength());
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return OllamaConversation.asked(request);
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    return OllamaConversation.of(request);
  }

  @Override
  public Wanted wanted(ReceivedRequest request) {
    return OllamaConversation.wanted(request, models);
  }

  @Override
  public String toolCallId(long number) {
    StringBuilder id = new StringBuilder("call_");
    long state = number * 0x9E3779B97F4A7C15L + 1966;
    for (int i = 0; i < 8; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      id.append(LETTERS.charAt((int) Long.remainderUnsigned(state >>> 33, LETTERS.length())));
    }
    return id.toString();
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    boolean streams = request.json().path("stream").asBoolean(true);
    return streams
        ? new OllamaLines(() -> clock.instant().toString(), OllamaErrors.FORM)
        : new OllamaDocument(() -> clock.instant().toString(), OllamaErrors.FORM);
  }
}
