package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.ChunkLabel;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.OpenAiChunks;
import dev.runnel.sandbox.dialect.OpenAiDocument;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Wanted;
import dev.runnel.sandbox.script.Script;
import java.time.Clock;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Predicate;

/** OpenAI: the Chat Completions API, streamed or whole, and the list of models. */
final class OpenAi implements Service {

  static final List<String> USUAL_MODELS =
      List.of(
          "gpt-5.4",
          "gpt-5.4-mini",
          "gpt-5.4-nano",
          "gpt-5.2",
          "gpt-5.1",
          "gpt-5",
          "gpt-5-mini",
          "gpt-5-nano",
          "gpt-4.1",
          "gpt-4.1-mini",
          "gpt-4.1-nano",
          "gpt-4o",
          "gpt-4o-mini",
          "o3",
          "o4-mini",
          "gpt-4-turbo",
          "gpt-4",
          "gpt-3.5-turbo");

  private static final String CHAT = "/v1/chat/completions";
  private static final String MODELS = "/v1/models";

  private final OpenAiKeys keys;
  private final OpenAiModels models;
  private final OpenAiAnswers answers;
  private final Clock clock;

  OpenAi(Optional<String> key, List<String> models, Clock clock, Predicate<String> faults) {
    this.keys = new OpenAiKeys(key);
    this.models = new OpenAiModels(models, faults);
    this.answers = new OpenAiAnswers();
    this.clock = clock;
  }

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public String basePath() {
    return "/v1";
  }

  @Override
  public boolean owns(String path) {
    return path.equals(CHAT) || path.equals(MODELS) || path.startsWith(MODELS + "/");
  }

  @Override
  public boolean takesTheUnhinted() {
    return true;
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    String method = request.path().equals(CHAT) ? "POST" : "GET";
    if (!request.method().equals(method)) {
      findings.add(
          OpenAiErrors.invalid(
                  "Not allowed to "
                      + request.method()
                      + " on "
                      + request.path()
                      + ". (HINT: Perhaps you meant to use a different HTTP method?)")
              .status(405));
    }
    keys.check(request, findings);
    Post.checkNoQuery(request, findings);
    if (request.path().startsWith(MODELS + "/")) {
      models.check(request.path().substring(MODELS.length() + 1), findings);
    } else if (request.path().equals(CHAT)) {
      new OpenAiBody(request, findings, models).check();
    }
  }

  @Override
  public Script refused(ReceivedRequest request, Findings findings) {
    Finding first = findings.first();
    return Script.status(first.status()).json(OpenAiErrors.document(first));
  }

  @Override
  public Optional<Script> other(ReceivedRequest request) {
    if (request.path().equals(CHAT)) {
      return Optional.empty();
    }
    String json =
        request.path().equals(MODELS)
            ? models.list()
            : models.one(request.path().substring(MODELS.length() + 1));
    return Optional.of(Script.nothing().json(json).contentLength());
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return OpenAiConversation.asked(request);
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    return OpenAiConversation.of(request);
  }

  @Override
  public Wanted wanted(ReceivedRequest request) {
    return OpenAiConversation.wanted(request);
  }

  @Override
  public String toolCallId(long number) {
    return answers.toolCallId(number);
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    JsonNode body = request.json();
    boolean streams = body.path("stream").asBoolean();
    JsonNode options = body.path("stream_options");
    boolean usageAsked = options.path("include_usage").asBoolean();
    boolean obfuscated = options.path("include_obfuscation").asBoolean(true);
    ErrorForm errors = OpenAiErrors.FORM;
    return streams
        ? new OpenAiChunks(() -> label(usageAsked, obfuscated), errors)
        : new OpenAiDocument(() -> label(true, false), errors);
  }

  private ChunkLabel label(boolean usageAsked, boolean obfuscated) {
    return answers.label(clock.instant().getEpochSecond(), usageAsked, obfuscated);
  }

  @Override
  public List<Entry<String, String>> headers(ReceivedRequest request) {
    return answers.headers(request.path().equals(CHAT));
  }
}
