package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the body of a request for a chat: each field is one that Ollama has and of its type. Where
 * Ollama itself would object, the words are Ollama's; it passes over fields that it does not know,
 * which here are mistakes.
 */
final class OllamaBody {

  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "tools",
          "format",
          "options",
          "stream",
          "think",
          "keep_alive",
          "truncate",
          "shift",
          "logprobs",
          "top_logprobs");

  private static final Set<String> INTEGERS =
      Set.of(
          "num_keep",
          "seed",
          "num_predict",
          "top_k",
          "repeat_last_n",
          "num_ctx",
          "num_batch",
          "num_gpu",
          "main_gpu",
          "num_thread");

  private static final Set<String> NUMBERS =
      Set.of(
          "top_p",
          "min_p",
          "typical_p",
          "temperature",
          "repeat_penalty",
          "presence_penalty",
          "frequency_penalty");

  private static final Set<String> LEVELS = Set.of("high", "medium", "low");

  private static final Pattern DURATION =
      Pattern.compile("[-+]?(0|(\\d+(\\.\\d*)?(ns|us|µs|ms|s|m|h))+)");

  private final ReceivedRequest request;
  private final Findings findings;
  private final OllamaModels models;

  OllamaBody(ReceivedRequest request, Findings findings, OllamaModels models) {
    this.request = request;
    this.findings = findings;
    this.models = models;
  }

  void check() {
    if (request.body().length == 0) {
      findings.add("missing request body");
      return;
    }
    JsonNode body = request.json();
    if (!body.isObject()) {
      findings.add("the body is not one JSON object");
      return;
    }
    unknown("", body, FIELDS);
    String model = body.path("model").asText("");
    if (!checkModel(model, models, findings)) {
      return;
    }
    if (!models.can(model, "completion")) {
      findings.add("\"" + model + "\" does not support chat");
    }
    OllamaMessages.check(body.path("messages"), findings);
    checkTools(model, body.path("tools"));
    checkThink(model, body.path("think"));
    checkFormat(body.path("format"));
    checkOptions(body.path("options"));
    checkKeepAlive(body.path("keep_alive"));
    for (String flag : new String[] {"stream", "truncate", "shift", "logprobs"}) {
      checkType(flag, body.path(flag), body.path(flag).isBoolean(), "a boolean");
    }
    JsonNode top = body.path("top_logprobs");
    boolean few = top.isIntegralNumber() && top.asInt() >= 0 && top.asInt() <= 20;
    if (!top.isMissingNode() && !few) {
      findings.add("top_logprobs must be between 0 and 20");
    }
  }

  /** Whether there is such a model. */
  static boolean checkModel(String model, OllamaModels models, Findings findings) {
    if (model.isEmpty()) {
      findings.add("model is required");
      return false;
    }
    if (models.find(model).isEmpty()) {
      findings.add(404, "model '" + model + "' not found");
      return false;
    }
    return true;
  }

  private void checkTools(String model, JsonNode tools) {
    checkType("tools", tools, tools.isArray(), "an array");
    if (tools.isEmpty()) {
      return;
    }
    if (!models.can(model, "tools")) {
      String name = models.find(model).orElse(model);
      findings.add("registry.ollama.ai/library/" + name + " does not support tools");
    }
    for (int i = 0; i < tools.size(); i++) {
      String where = "tools[" + i + "].";
      JsonNode tool = tools.get(i);
      JsonNode function = tool.path("function");
      unknown(where, tool, Set.of("type", "function"));
      unknown(where + "function.", function, Set.of("name", "description", "parameters"));
      if (!tool.path("type").asText().equals("function")) {
        findings.add(where + "type should be \"function\", not " + tool.path("type"));
      }
      if (!function.path("name").isTextual()) {
        findings.add(where + "function.name should be a string");
      }
      if (!function.path("parameters").isObject()) {
        findings.add(where + "function.parameters should be an object");
      }
    }
  }

  private void checkThink(String model, JsonNode think) {
    if (think.isMissingNode() || think.isNull()) {
      return;
    }
    if (think.isTextual() && !LEVELS.contains(think.textValue())) {
      findings.add(
          "invalid think value: "
              + think
              + " (must be \"high\", \"medium\", \"low\", true, or false)");
    } else if (!think.isTextual() && !think.isBoolean()) {
      findings.add(
          "think must be a boolean or string (\"high\", \"medium\", \"low\", true, or false)");
    } else if ((think.isTextual() || think.booleanValue()) && !models.can(model, "thinking")) {
      findings.add("\"" + model + "\" does not support thinking");
    }
  }

  private void checkFormat(JsonNode format) {
    boolean known = format.isObject() || format.asText().equals("json");
    if (!format.isMissingNode() && !known) {
      findings.add(
          "invalid format: " + format + "; expected \"json\" or a valid JSON Schema object");
    }
  }

  private void checkOptions(JsonNode options) {
    checkType("options", options, options.isObject(), "an object");
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      String name = option.getKey();
      JsonNode value = option.getValue();
      if (INTEGERS.contains(name)) {
        checkOption(name, value.isIntegralNumber(), "of type integer");
      } else if (NUMBERS.contains(name)) {
        checkOption(name, value.isNumber(), "of type float32");
      } else if (name.equals("stop")) {
        checkOption(name, allTexts(value), "of an array of strings");
      } else if (name.equals("use_mmap")) {
        checkOption(name, value.isBoolean(), "of type boolean");
      } else {
        findings.add("invalid option provided: \"" + name + "\"");
      }
    }
  }

  private void checkOption(String name, boolean fits, String type) {
    if (!fits) {
      findings.add("option \"" + name + "\" must be " + type);
    }
  }

  private static boolean allTexts(JsonNode values) {
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        return false;
      }
    }
    return values.isArray();
  }

  private void checkKeepAlive(JsonNode time) {
    boolean known =
        time.isNumber() || (time.isTextual() && DURATION.matcher(time.textValue()).matches());
    if (!time.isMissingNode() && !known) {
      findings.add("time: invalid duration " + time);
    }
  }

  private void checkType(String field, JsonNode value, boolean fits, String type) {
    if (!value.isMissingNode() && !fits) {
      findings.add("field '" + field + "' should be " + type + ", not " + value);
    }
  }

  private void unknown(String where, JsonNode object, Set<String> known) {
    unknown(where, object, known, findings);
  }

  static void unknown(String where, JsonNode object, Set<String> known, Findings findings) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        findings.add("field '" + where + name + "' is not part of this protocol");
      }
    }
  }
}
