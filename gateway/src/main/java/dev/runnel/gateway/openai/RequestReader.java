package dev.runnel.gateway.openai;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Extra;
import dev.runnel.gateway.form.JsonBody;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the body of a chat completion request. What Runnel has a name for becomes part of the
 * request; what the answer could not carry is refused; the rest is for services that speak this
 * form, as it is.
 */
final class RequestReader {
  /** What is read here or by the other readers, or refused. */
  private static final Set<String> KNOWN =
      Set.of(
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "modalities",
          "model",
          "n",
          "presence_penalty",
          "reasoning_effort",
          "response_format",
          "seed",
          "stop",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p");

  private final Field body;
  private final Leftovers leftovers = new Leftovers();
  private final List<Extra> extras = new ArrayList<>();
  private final ChatRequest.Builder request = ChatRequest.builder();

  private RequestReader(Field body) {
    this.body = body;
  }

  /**
   * What a body asks for.
   *
   * @throws RefusedException with the place of what is wrong
   */
  static Asked read(byte[] body) {
    return new RequestReader(new Field(JsonBody.object(body), "")).asked();
  }

  private Asked asked() {
    refuseWhatAnswersCannotCarry();
    if (body.get("model").present()) {
      request.model(body.get("model").filled());
    }
    request.messages(new MessagesReader(leftovers).read(body.need("messages")));
    new ToolsReader(leftovers, extras).read(body, request);
    new FormatReader(leftovers, extras).read(body.get("response_format"), request);
    readSampling();
    readLength();
    readEffort();
    boolean streaming = body.get("stream").isSet();
    boolean usageWanted = readStreamOptions(streaming);
    for (String name : body.names()) {
      Field other = body.get(name);
      if (!KNOWN.contains(name) && other.present()) {
        extras.add(new Extra(name, JsonBody.plain(other.node()), name));
      }
    }
    return new Asked(request.build(), streaming, usageWanted, leftovers.names(), extras);
  }

  private void refuseWhatAnswersCannotCarry() {
    Field n = body.get("n");
    if (n.present() && n.integer(1, Integer.MAX_VALUE) != 1) {
      throw n.unsupported("a request has one answer here; leave it out, and ask several times.");
    }
    if (body.get("logprobs").isSet()) {
      throw body.get("logprobs").unsupported("answers here carry no log probabilities.");
    }
    Field top = body.get("top_logprobs");
    if (top.present() && top.integer(0, Integer.MAX_VALUE) > 0) {
      throw top.unsupported("answers here carry no log probabilities.");
    }
    for (String name : List.of("functions", "function_call")) {
      if (body.get(name).says()) {
        throw body.get(name)
            .unsupported("functions were replaced by tools; use 'tools' and 'tool_choice'.");
      }
    }
    if (body.get("audio").present()) {
      throw body.get("audio").unsupported("answers here are text.");
    }
    Field modalities = body.get("modalities");
    if (modalities.present()) {
      for (Field modality : modalities.elements("an array of strings")) {
        if (!modality.text().equals("text")) {
          throw modality.unsupported("answers here are text; use [\"text\"], or leave it out.");
        }
      }
    }
  }

  private void readSampling() {
    Field temperature = body.get("temperature");
    if (temperature.present()) {
      request.temperature(temperature.decimal(0, Double.MAX_VALUE));
    }
    Field topP = body.get("top_p");
    if (topP.present()) {
      request.topP(topP.decimal(0, 1));
    }
    Field presence = body.get("presence_penalty");
    if (presence.present()) {
      request.presencePenalty(presence.decimal(-2, 2));
    }
    Field frequency = body.get("frequency_penalty");
    if (frequency.present()) {
      request.frequencyPenalty(frequency.decimal(-2, 2));
    }
    Field seed = body.get("seed");
    if (seed.present()) {
      request.seed(seed.integer(Long.MIN_VALUE, Long.MAX_VALUE));
    }
    Field stop = body.get("stop");
    if (stop.node().isTextual()) {
      request.stop(stop.text());
    } else if (stop.present()) {
      request.stop(
          stop.elements("a string or an array of strings").stream()
              .map(Field::text)
              .toArray(String[]::new));
    }
  }

  private void readLength() {
    Field old = body.get("max_tokens");
    Field length = body.get("max_completion_tokens");
    if (old.present() && length.present() && !old.node().equals(length.node())) {
      throw old.invalid("it contradicts 'max_completion_tokens'; give one of the two");
    }
    Field most = length.present() ? length : old;
    if (most.present()) {
      request.maxTokens((int) most.integer(1, Integer.MAX_VALUE));
    }
  }

  private void readEffort() {
    Field effort = body.get("reasoning_effort");
    if (!effort.present()) {
      return;
    }
    switch (effort.text()) {
      case "none", "minimal", "low", "medium", "high" ->
          request.reasoningEffort(ReasoningEffort.valueOf(effort.text().toUpperCase(Locale.ROOT)));
      case "xhigh", "max" -> {
        // Beyond what all services share: the nearest, and the word itself for those that know it.
        request.reasoningEffort(ReasoningEffort.HIGH);
        extras.add(new Extra("reasoning_effort", effort.text(), "reasoning_effort"));
      }
      default ->
          throw effort.notAmong("'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'");
    }
  }

  private boolean readStreamOptions(boolean streaming) {
    Field options = body.get("stream_options");
    if (!options.says()) {
      return false;
    }
    if (!streaming) {
      throw new RefusedException(
          Trouble.invalid(
              "stream_options",
              "The 'stream_options' parameter is only allowed when 'stream' is enabled."));
    }
    options.object();
    if (options.get("include_obfuscation").isSet()) {
      leftovers.add(options.get("include_obfuscation"));
    }
    leftovers.addOthers(options, Set.of("include_usage", "include_obfuscation"));
    return options.get("include_usage").isSet();
  }
}
