package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.AnthropicDocument;
import dev.runnel.sandbox.dialect.AnthropicEvents;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.MessageLabel;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Wanted;
import dev.runnel.sandbox.script.Script;
import java.time.Clock;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Anthropic: the Messages API, streamed or whole, token counting and the list of models. */
final class Anthropic implements Service {

  private static final String MESSAGES = "/v1/messages";
  private static final String COUNT = "/v1/messages/count_tokens";
  private static final String MODELS = "/v1/models";
  private static final Set<String> VERSIONS =
      Set.of("2023-01-01", "2023-06-01", AnthropicBody.WITHOUT_SAMPLING);
  private static final int LARGEST_BODY = 32 * 1024 * 1024;

  private final Optional<String> key;
  private final AnthropicModels models;
  private final AnthropicAnswers answers = new AnthropicAnswers();
  private final Clock clock;

  /**
   * @param key the only one that will do; where empty, any will
   */
  Anthropic(Optional<String> key, List<String> models, Clock clock, Predicate<String> faults) {
    this.key = key;
    this.models = new AnthropicModels(models, faults);
    this.clock = clock;
  }

  @Override
  public String id() {
    return "anthropic";
  }

  @Override
  public boolean owns(String path) {
    return path.equals(MESSAGES)
        || path.equals(COUNT)
        || path.equals(MODELS)
        || path.startsWith(MODELS + "/");
  }

  @Override
  public boolean hintedAt(ReceivedRequest request) {
    return request.header("anthropic-version").isPresent()
        || request.header("x-api-key").isPresent();
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    boolean list = request.path().startsWith(MODELS);
    if (!request.method().equals(list ? "GET" : "POST")) {
      findings.add(AnthropicErrors.invalid("Method Not Allowed").status(405));
    }
    checkKey(request, findings);
    checkVersion(request, findings);
    if (request.path().equals(MODELS)) {
      models.checkPage(request, findings);
    } else if (list) {
      models.check(request.path().substring(MODELS.length() + 1), findings);
    } else if (request.body().length > LARGEST_BODY) {
      findings.add(Finding.of(413, "Request exceeds the maximum size").type("request_too_large"));
    } else {
      if (!request.query().isEmpty() && !request.query().equals("beta=true")) {
        Post.checkNoQuery(request, findings);
      }
      new AnthropicBody(request, findings, models).check(request.path().equals(MESSAGES));
    }
  }

  private void checkKey(ReceivedRequest request, Findings findings) {
    String bearer = request.header("authorization").orElse("");
    String found =
        bearer.startsWith("Bearer ")
            ? bearer.substring("Bearer ".length())
            : request.header("x-api-key").orElse("");
    if (found.isEmpty()) {
      findings.add(Finding.of(401, "x-api-key header is required").type("authentication_error"));
    } else if (key.isPresent() && !found.equals(key.get())) {
      findings.add(Finding.of(401, "invalid x-api-key").type("authentication_error"));
    }
  }

  private static void checkVersion(ReceivedRequest request, Findings findings) {
    Optional<String> version = request.header("anthropic-version");
    if (version.isEmpty()) {
      findings.add(AnthropicErrors.invalid("anthropic-version: header is required"));
    } else if (!VERSIONS.contains(version.get())) {
      findings.add(
          AnthropicErrors.invalid(
              "anthropic-version: \"" + version.get() + "\" is not a valid version"));
    }
  }

  @Override
  public Script refused(ReceivedRequest request, Findings findings) {
    Finding first = findings.first();
    return Script.status(first.status()).json(AnthropicErrors.document(first));
  }

  @Override
  public Optional<Script> other(ReceivedRequest request) {
    if (request.path().equals(MESSAGES)) {
      return Optional.empty();
    }
    String json;
    if (request.path().equals(COUNT)) {
      json = "{\"input_tokens\":" + inputTokens(request) + "}";
    } else if (request.path().equals(MODELS)) {
      json = models.list(request);
    } else {
      json = models.one(request.path().substring(MODELS.length() + 1));
    }
    return Optional.of(Script.nothing().json(json).contentLength());
  }

  private static int inputTokens(ReceivedRequest request) {
    return 8 + AnthropicConversation.length(request) / 4;
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return AnthropicConversation.asked(request);
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    return AnthropicConversation.of(request);
  }

  @Override
  public Wanted wanted(ReceivedRequest request) {
    return AnthropicConversation.wanted(request);
  }

  @Override
  public String toolCallId(long number) {
    return answers.toolCallId(number);
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    return request.json().path("stream").asBoolean()
        ? new AnthropicEvents(() -> label(request), AnthropicErrors.FORM)
        : new AnthropicDocument(() -> label(request), AnthropicErrors.FORM);
  }

  private MessageLabel label(ReceivedRequest request) {
    return new MessageLabel(
        answers.messageId(), inputTokens(request), AnthropicConversation.omitsThinking(request));
  }

  @Override
  public List<Entry<String, String>> headers(ReceivedRequest request) {
    return answers.headers(request.path().equals(MESSAGES), clock.instant());
  }
}
