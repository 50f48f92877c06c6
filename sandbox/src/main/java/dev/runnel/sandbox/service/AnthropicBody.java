package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.HashSet;
import java.util.Set;

/** Checks the body of a request for a message, field by field. */
final class AnthropicBody {
  /** The version of the interface that took temperature, top_p and top_k away. */
  static final String WITHOUT_SAMPLING = "2026-10-21";

  private static final Set<String> SAMPLING = Set.of("temperature", "top_k", "top_p");

  private static final Set<String> OPTIONAL =
      Set.of(
          "cache_control",
          "container",
          "inference_geo",
          "metadata",
          "output_config",
          "service_tier",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p");

  /** Taken only from those who name a beta in a header. */
  private static final Set<String> BETA =
      Set.of("context_management", "fallbacks", "mcp_servers", "output_format", "speed");

  private final ReceivedRequest request;
  private final Findings findings;
  private final AnthropicModels models;
  private final AnthropicFields fields;

  AnthropicBody(ReceivedRequest request, Findings findings, AnthropicModels models) {
    this.request = request;
    this.findings = findings;
    this.models = models;
    this.fields = new AnthropicFields(findings);
  }

  /**
   * @param answered whether a message is wanted, and not only its tokens counted
   */
  void check(boolean answered) {
    JsonNode body = request.json();
    if (!body.isObject()) {
      findings.add(
          AnthropicErrors.invalid("The request body is not valid JSON: expected one object"));
      return;
    }
    Set<String> optional = new HashSet<>(OPTIONAL);
    if (request.header("anthropic-beta").isPresent()) {
      optional.addAll(BETA);
    }
    if (request.header("anthropic-version").filter(WITHOUT_SAMPLING::equals).isPresent()) {
      optional.removeAll(SAMPLING);
    }
    Set<String> required =
        answered ? Set.of("max_tokens", "messages", "model") : Set.of("messages", "model");
    fields.object(body, "", required, optional);
    if (!fields.text(body, "", "model")) {
      return;
    }
    String name = body.path("model").textValue();
    models.check(name, findings);
    AnthropicModel model = AnthropicModel.of(name);
    checkTokens(body, model);
    checkPlain(body);
    checkSampling(body, model);
    new AnthropicMessages(fields, model).check(body);
    new AnthropicTools(fields, model).check(body);
    new AnthropicThinking(fields, name, model).check(body);
  }

  private void checkTokens(JsonNode body, AnthropicModel model) {
    // None at all fills the cache and answers nothing.
    fields.integer(body, "", "max_tokens", 0);
    long tokens = body.path("max_tokens").asLong();
    if (tokens > model.mostTokens()) {
      fields.wrong(
          "max_tokens",
          tokens
              + " > "
              + model.mostTokens()
              + ", which is the maximum allowed number of output tokens for "
              + body.path("model").asText());
    }
  }

  private void checkPlain(JsonNode body) {
    fields.flag(body, "", "stream");
    fields.word(body, "", "service_tier", Set.of("auto", "standard_only"));
    fields.cacheControl(body, "");
    if (body.has("metadata")
        && fields.object(body.path("metadata"), "metadata", Set.of(), Set.of("user_id"))) {
      fields.text(body.path("metadata"), "metadata", "user_id");
    }
    JsonNode stops = body.path("stop_sequences");
    if (!stops.isMissingNode() && !stops.isArray()) {
      fields.wrong("stop_sequences", "Input should be a valid list");
    }
    for (JsonNode stop : stops) {
      if (!stop.isTextual()) {
        fields.wrong("stop_sequences", "Input should be a valid string");
      } else if (stop.textValue().isBlank()) {
        fields.wrong("stop_sequences", "each stop sequence must contain non-whitespace");
      }
    }
  }

  private void checkSampling(JsonNode body, AnthropicModel model) {
    fields.number(body, "temperature", 0, 1);
    fields.number(body, "top_p", 0, 1);
    fields.integer(body, "", "top_k", 0);
    if (!model.samples()) {
      checkUnset(body);
      return;
    }
    String thinking = body.path("thinking").path("type").asText();
    if (thinking.equals("enabled") || thinking.equals("adaptive")) {
      if (body.path("temperature").asDouble(1) != 1) {
        fields.wrong("", "`temperature` may only be set to 1 when thinking is enabled.");
      }
      if (body.path("top_p").asDouble(1) < 0.95) {
        fields.wrong(
            "", "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
      }
      if (body.has("top_k")) {
        fields.wrong("", "`top_k` must be unset when thinking is enabled.");
      }
    } else if (body.has("temperature") && body.has("top_p")) {
      fields.wrong(
          "",
          "`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
    }
  }

  private void checkUnset(JsonNode body) {
    if (body.path("temperature").asDouble(1) != 1) {
      fields.wrong("", "`temperature` is deprecated for this model.");
    }
    if (body.path("top_p").asDouble(1) < 0.99) {
      fields.wrong("", "`top_p` is deprecated for this model.");
    }
    if (body.has("top_k")) {
      fields.wrong("", "`top_k` is deprecated for this model.");
    }
  }
}
