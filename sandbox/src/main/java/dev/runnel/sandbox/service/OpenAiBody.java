package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;

/**
 * Checks the body of a chat completion request, field by field.
 *
 * <p>Fields, types and ranges are those of the API reference as OpenAI's own client has it (npm
 * {@code openai} 6.49.0, {@code resources/chat/completions/completions.d.ts}).
 */
final class OpenAiBody {

  private static final long INT = Integer.MAX_VALUE;
  private static final int MANY = 2_048;

  private final ReceivedRequest request;
  private final Findings findings;
  private final OpenAiModels models;

  OpenAiBody(ReceivedRequest request, Findings findings, OpenAiModels models) {
    this.request = request;
    this.findings = findings;
    this.models = models;
  }

  void check() {
    if (!request.header("content-type").orElse("").startsWith("application/json")) {
      findings.add(
          OpenAiErrors.invalid(
                  "Unsupported content type: '"
                      + request.header("content-type").orElse("")
                      + "'. This API method only accepts 'application/json' requests, but you"
                      + " specified the header 'Content-Type: "
                      + request.header("content-type").orElse("")
                      + "'. Please try again with a supported content type.")
              .status(415)
              .code("unsupported_content_type"));
      return;
    }
    JsonNode parsed = request.json();
    if (!parsed.isObject()) {
      findings.add(
          OpenAiErrors.invalid(
              "We could not parse the JSON body of your request. (HINT: This likely means you"
                  + " aren't using your HTTP library correctly. The OpenAI API expects a JSON"
                  + " payload, but what was sent was not valid JSON.)"));
      return;
    }
    OpenAiObject body = new OpenAiObject(parsed, "", findings);
    model(body);
    fields(body);
    new OpenAiMessages(body, findings).check();
    new OpenAiTools(body).check();
    new OpenAiFormat(body).check();
    body.nothingElse();
    OpenAiModelRules.of(body.get("model").asText()).check(body);
  }

  private void model(OpenAiObject body) {
    body.text("model");
    if (!body.has("model")) {
      findings.add(OpenAiErrors.invalid("you must provide a model parameter"));
    } else if (body.get("model").isTextual()) {
      models.check(body.get("model").textValue(), findings);
    }
  }

  private void fields(OpenAiObject body) {
    body.orNull(
            "audio",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "metadata",
            "modalities",
            "moderation",
            "n",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning_effort",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "temperature",
            "top_logprobs",
            "top_p",
            "verbosity")
        .decimal("frequency_penalty", -2, 2)
        .decimal("presence_penalty", -2, 2)
        .decimal("temperature", 0, 2)
        .decimal("top_p", 0, 1)
        .integer("max_completion_tokens", 1, INT)
        .integer("max_tokens", 1, INT)
        .integer("n", 1, 1)
        .integer("seed", Long.MIN_VALUE, Long.MAX_VALUE)
        .integer("top_logprobs", 0, 20)
        .flag("logprobs", "store", "stream", "parallel_tool_calls")
        .text("user", "safety_identifier", "prompt_cache_key")
        .oneOf("prompt_cache_retention", "in_memory", "24h")
        .oneOf("reasoning_effort", "none", "minimal", "low", "medium", "high", "xhigh", "max")
        .oneOf("service_tier", "auto", "default", "flex", "scale", "priority")
        .oneOf("verbosity", "low", "medium", "high")
        .anyObject("audio", "logit_bias", "moderation", "prediction", "web_search_options")
        .object(
            "prompt_cache_options",
            options -> options.oneOf("mode", "implicit", "explicit").oneOf("ttl", "30m"))
        .either("metadata", value -> metadata(body, value))
        .either("stop", value -> stop(body, value))
        .array("modalities", 2, "an array", (value, where) -> {})
        .either("function_call", value -> {})
        .objects("functions", 128, OpenAiTools::function)
        .object("stream_options", options -> options.flag("include_usage", "include_obfuscation"));
    if (body.has("stream_options") && !body.get("stream").asBoolean()) {
      findings.add(
          OpenAiErrors.invalid(
                  "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
              .param("stream_options"));
    }
    if (body.has("top_logprobs") && !body.get("logprobs").asBoolean()) {
      findings.add(
          OpenAiErrors.invalid("Invalid value for 'top_logprobs': 'logprobs' must be set to true.")
              .param("top_logprobs"));
    }
  }

  private static void metadata(OpenAiObject body, JsonNode value) {
    if (!value.isObject()) {
      body.wrongType("metadata", "an object", value);
      return;
    }
    if (value.size() > 16) {
      body.add(
          OpenAiErrors.invalid(
                  "Invalid 'metadata': too many properties. Expected an object with at most 16"
                      + " properties, but got an object with "
                      + value.size()
                      + " properties instead.")
              .param("metadata")
              .code("object_above_max_properties"));
    }
    value
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isTextual()) {
                body.wrongType("metadata." + entry.getKey(), "a string", entry.getValue());
              }
            });
  }

  private static void stop(OpenAiObject body, JsonNode value) {
    if (value.isTextual()) {
      return;
    }
    if (!value.isArray()) {
      body.wrongType("stop", "one of an array of strings or a string", value);
      return;
    }
    if (value.size() > 4) {
      body.add(
          OpenAiErrors.invalid(
                  "Invalid 'stop': array too long. Expected an array with maximum length 4, but got"
                      + " an array with length "
                      + value.size()
                      + " instead.")
              .param("stop")
              .code("array_above_max_length"));
    }
    for (int i = 0; i < Math.min(value.size(), MANY); i++) {
      if (!value.get(i).isTextual()) {
        body.wrongType("stop[" + i + "]", "a string", value.get(i));
      }
    }
  }
}
