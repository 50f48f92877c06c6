package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;

/** Checks the body of a chat completion request. */
final class OpenAiBody {

  private final ReceivedRequest request;
  private final Findings findings;
  private final OpenAiModels models;

  OpenAiBody(ReceivedRequest request, Findings findings, OpenAiModels models) {
    this.request = request;
    this.findings = findings;
    this.models = models;
  }

  void check() {
    JsonNode body = request.json();
    if (!body.isObject()) {
      findings.add(
          OpenAiErrors.invalid(
              "We could not parse the JSON body of your request. The OpenAI API expects a JSON"
                  + " payload, but what was sent was not valid JSON."));
      return;
    }
    if (!body.path("model").isTextual()) {
      findings.add(OpenAiErrors.invalid("you must provide a model parameter"));
    } else {
      models.check(body.path("model").textValue(), findings);
    }
    if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
      findings.add(
          OpenAiErrors.invalid("Missing required parameter: 'messages'.")
              .param("messages")
              .code("missing_required_parameter"));
    }
  }
}
