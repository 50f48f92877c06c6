package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a family of models does not take: those that reason have no {@code max_tokens} and no
 * sampling, the others no effort.
 *
 * @param efforts the values of {@code reasoning_effort}; empty where the model does not reason
 */
record OpenAiModelRules(List<String> efforts) {

  private static final Pattern O_SERIES = Pattern.compile("o[0-9].*");
  private static final Pattern GPT_5 = Pattern.compile("gpt-5(?:\\.([0-9]+))?(?!.*-chat).*");

  static OpenAiModelRules of(String model) {
    if (O_SERIES.matcher(model).matches()) {
      return new OpenAiModelRules(List.of("low", "medium", "high"));
    }
    Matcher gpt5 = GPT_5.matcher(model);
    if (!gpt5.matches()) {
      return new OpenAiModelRules(List.of());
    }
    int minor = gpt5.group(1) == null ? 0 : Integer.parseInt(gpt5.group(1));
    return new OpenAiModelRules(
        minor == 0
            ? List.of("minimal", "low", "medium", "high")
            : minor == 1
                ? List.of("none", "low", "medium", "high")
                : List.of("none", "low", "medium", "high", "xhigh"));
  }

  void check(OpenAiObject body) {
    if (efforts.isEmpty()) {
      if (body.has("reasoning_effort")) {
        body.add(OpenAiErrors.invalid("Unrecognized request argument supplied: reasoning_effort"));
      }
      return;
    }
    effort(body);
    unsupported(body, "max_tokens", " Use 'max_completion_tokens' instead.");
    unsupported(body, "stop", "");
    unsupported(body, "logit_bias", "");
    onlyDefault(body, "presence_penalty", 0);
    onlyDefault(body, "frequency_penalty", 0);
    boolean reasons = !body.get("reasoning_effort").asText(efforts.get(0)).equals("none");
    if (reasons) {
      onlyDefault(body, "temperature", 1);
      onlyDefault(body, "top_p", 1);
      if (body.get("logprobs").asBoolean()) {
        unsupported(body, "logprobs", "");
      }
    }
  }

  private void effort(OpenAiObject body) {
    JsonNode effort = body.get("reasoning_effort");
    if (effort.isTextual() && !efforts.contains(effort.textValue())) {
      body.add(
          OpenAiErrors.invalid(
                  "Unsupported value: 'reasoning_effort' does not support '"
                      + effort.textValue()
                      + "' with this model. Supported values are: "
                      + OpenAiObject.listed(efforts.toArray(String[]::new))
                      + ".")
              .param("reasoning_effort")
              .code("unsupported_value"));
    }
  }

  private static void unsupported(OpenAiObject body, String name, String instead) {
    if (body.has(name)) {
      body.add(
          OpenAiErrors.invalid(
                  "Unsupported parameter: '"
                      + name
                      + "' is not supported with this model."
                      + instead)
              .param(name)
              .code("unsupported_parameter"));
    }
  }

  private static void onlyDefault(OpenAiObject body, String name, double usual) {
    JsonNode value = body.get(name);
    if (value.isNumber() && value.doubleValue() != usual) {
      body.add(
          OpenAiErrors.invalid(
                  "Unsupported value: '"
                      + name
                      + "' does not support "
                      + value
                      + " with this model. Only the default ("
                      + (int) usual
                      + ") value is supported.")
              .param(name)
              .code("unsupported_value"));
    }
  }
}
