package dev.runnel.sandbox.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;

/**
 * What a request to the Gemini API is for, by its path.
 *
 * @param model without {@code models/}; empty where the list of models is meant
 * @param method {@code generateContent} and the like; empty where a model or the list is read
 */
record GeminiTarget(String model, String method) {

  static final String STREAM = "streamGenerateContent";
  static final String WHOLE = "generateContent";

  private static final String MODELS = "/v1beta/models";

  /** Empty where the path is none of this service. */
  static Optional<GeminiTarget> of(String path) {
    if (path.equals(MODELS)) {
      return Optional.of(new GeminiTarget("", ""));
    }
    if (!path.startsWith(MODELS + "/")) {
      return Optional.empty();
    }
    String rest = path.substring(MODELS.length() + 1);
    int colon = rest.lastIndexOf(':');
    String model = decoded(colon < 0 ? rest : rest.substring(0, colon));
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(new GeminiTarget(model, colon < 0 ? "" : rest.substring(colon + 1)));
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  boolean isChat() {
    return !method.isEmpty();
  }

  boolean isList() {
    return model.isEmpty();
  }
}
