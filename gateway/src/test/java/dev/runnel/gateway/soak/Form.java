package dev.runnel.gateway.soak;

import java.util.Locale;

/** How a client asks. */
public enum Form {
  OPENAI_STREAM,
  OPENAI_WHOLE,
  ANTHROPIC_STREAM,
  ANTHROPIC_WHOLE;

  boolean isOpenAi() {
    return this == OPENAI_STREAM || this == OPENAI_WHOLE;
  }

  boolean isStream() {
    return this == OPENAI_STREAM || this == ANTHROPIC_STREAM;
  }

  String path() {
    return isOpenAi() ? "/v1/chat/completions" : "/v1/messages";
  }

  String body(String model, String prompt) {
    return String.format(
        Locale.ROOT,
        "{\"model\":\"%s\",\"max_tokens\":4096,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}",
        model,
        isStream(),
        prompt);
  }
}
