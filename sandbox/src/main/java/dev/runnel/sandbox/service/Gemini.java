package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.Dialect;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.GeminiDocument;
import dev.runnel.sandbox.dialect.GeminiEvents;
import dev.runnel.sandbox.dialect.GeminiLabel;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.improvise.Wanted;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Google's Gemini API: content, streamed in two forms or whole, and the list of models. */
final class Gemini implements Service {

  private static final Set<String> PARAMETERS =
      Set.of("alt", "$alt", "key", "prettyPrint", "fields", "quotaUser");
  private static final Set<String> LIST_PARAMETERS = Set.of("pageSize", "pageToken");

  private final Optional<String> key;
  private final GeminiModels models;
  private final AtomicLong answers = new AtomicLong();

  /**
   * @param key the only API key that will do; where empty, any will, but not none
   */
  Gemini(Optional<String> key, List<String> models, Predicate<String> faults) {
    this.key = key;
    this.models = new GeminiModels(models, faults);
  }

  @Override
  public String id() {
    return "gemini";
  }

  @Override
  public boolean owns(String path) {
    return GeminiTarget.of(path).isPresent();
  }

  @Override
  public void check(ReceivedRequest request, Findings findings) {
    GeminiTarget target = target(request);
    if (!request.method().equals(target.isChat() ? "POST" : "GET")) {
      findings.add(Finding.of(404, "There is no " + request.method() + " here").type("NOT_FOUND"));
    }
    checkKey(request, findings);
    checkQuery(request, target, findings);
    if (target.isChat()) {
      checkChat(request, target, findings);
    } else if (!target.isList() && !models.hasAnyMethod(target.model())) {
      findings.add(GeminiErrors.noModel(target.model(), "GetModel"));
    }
  }

  private void checkChat(ReceivedRequest request, GeminiTarget target, Findings findings) {
    boolean method =
        target.method().equals(GeminiTarget.STREAM) || target.method().equals(GeminiTarget.WHOLE);
    if (!method || !models.has(target.model())) {
      findings.add(GeminiErrors.noModel(target.model(), target.method()));
      return;
    }
    JsonNode body = request.json();
    if (!body.isObject()) {
      findings.add(
          GeminiErrors.invalid("Invalid JSON payload received. The root should be an object."));
      return;
    }
    ObjectNode clean = GeminiShape.MESSAGES.check(GeminiShape.REQUEST, body, findings);
    if (findings.none()) {
      new GeminiBody(target.model(), clean, findings).check();
    }
  }

  private void checkKey(ReceivedRequest request, Findings findings) {
    Optional<String> found =
        request
            .header("x-goog-api-key")
            .or(() -> Optional.ofNullable(Query.of(request.query()).get("key")))
            .filter(text -> !text.isEmpty());
    if (found.isEmpty()) {
      findings.add(
          Finding.of(
                  403,
                  "Method doesn't allow unregistered callers (callers without established"
                      + " identity). Please use API Key or other form of API consumer identity to"
                      + " call this API.")
              .type("PERMISSION_DENIED"));
    } else if (key.isPresent() && !key.equals(found)) {
      findings.add(GeminiErrors.invalidKey());
    }
  }

  private static void checkQuery(ReceivedRequest request, GeminiTarget target, Findings findings) {
    for (String name : Query.of(request.query()).keySet()) {
      boolean known =
          PARAMETERS.contains(name) || (target.isList() && LIST_PARAMETERS.contains(name));
      if (!known) {
        findings.add(
            GeminiErrors.invalid(
                "Invalid JSON payload received. Unknown name \""
                    + name
                    + "\": Cannot bind query parameter. Field '"
                    + name
                    + "' could not be found in request message."));
      }
    }
  }

  @Override
  public Script refused(ReceivedRequest request, Findings findings) {
    Finding first = findings.first();
    return Script.status(first.status()).json(GeminiErrors.document(first, array(request)));
  }

  @Override
  public Optional<Script> other(ReceivedRequest request) {
    GeminiTarget target = target(request);
    if (target.isChat()) {
      return Optional.empty();
    }
    String json =
        target.isList() ? models.page(Query.of(request.query())) : models.one(target.model());
    return Optional.of(Script.nothing().json(json).contentLength());
  }

  @Override
  public Asked asked(ReceivedRequest request) {
    return new Asked(target(request).model(), GeminiConversation.lastText(body(request)), "");
  }

  @Override
  public List<Turn> conversation(ReceivedRequest request) {
    return GeminiConversation.of(body(request));
  }

  @Override
  public Wanted wanted(ReceivedRequest request) {
    return GeminiConversation.wanted(body(request));
  }

  @Override
  public String toolCallId(long number) {
    return "call" + number;
  }

  @Override
  public Dialect dialect(ReceivedRequest request) {
    GeminiTarget target = target(request);
    boolean array = array(request);
    ErrorForm errors = array ? GeminiErrors.ARRAY : GeminiErrors.OBJECT;
    return target.method().equals(GeminiTarget.STREAM)
        ? new GeminiEvents(() -> label(target.model()), errors, array)
        : new GeminiDocument(() -> label(target.model()), errors);
  }

  private GeminiLabel label(String model) {
    long number = answers.incrementAndGet();
    String signature = GeminiModels.signs(model) ? "c2FuZGJveCBzaWduYXR1cmU" : "";
    return new GeminiLabel("sandbox-" + Long.toString(number, 36), signature);
  }

  private static boolean array(ReceivedRequest request) {
    Map<String, String> query = Query.of(request.query());
    String form = query.getOrDefault("alt", query.getOrDefault("$alt", "json"));
    return target(request).method().equals(GeminiTarget.STREAM) && !form.equals("sse");
  }

  private static JsonNode body(ReceivedRequest request) {
    return GeminiShape.MESSAGES.check(GeminiShape.REQUEST, request.json(), new Findings());
  }

  private static GeminiTarget target(ReceivedRequest request) {
    return GeminiTarget.of(request.path()).orElseThrow();
  }
}
