package dev.runnel.provider.gemini;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The settings of an answer: {@code generationConfig}. */
final class GenerationConfig {
  static final String FIELD = "generationConfig";

  private final ChatRequest request;
  private final ModelName model;
  private final Predicate<RequestParameter> honoured;
  private final Shortfall shortfall;
  private final Map<String, Object> config = new LinkedHashMap<>();

  GenerationConfig(
      ChatRequest request,
      ModelName model,
      Predicate<RequestParameter> honoured,
      Shortfall shortfall) {
    this.request = request;
    this.model = model;
    this.honoured = honoured;
    this.shortfall = shortfall;
  }

  /**
   * The settings, in an order of their own; empty where the request has none.
   *
   * @param showsThoughts whether thoughts are wanted also where no effort was asked for
   */
  Map<String, Object> of(boolean showsThoughts) {
    sampling("temperature", RequestParameter.TEMPERATURE, request.temperature());
    sampling("topP", RequestParameter.TOP_P, request.topP());
    request.maxTokens().ifPresent(value -> config.put("maxOutputTokens", value));
    if (!request.stop().isEmpty()) {
      config.put("stopSequences", request.stop());
    }
    request.seed().ifPresent(value -> config.put("seed", seed(value)));
    config.putAll(request.responseFormat().accept(new Format()));
    Map<String, Object> thinking =
        Thinking.config(model, request.reasoningEffort(), showsThoughts, shortfall);
    if (!thinking.isEmpty()) {
      config.put("thinkingConfig", thinking);
    }
    return config;
  }

  private void sampling(String name, RequestParameter parameter, OptionalDouble value) {
    if (value.isEmpty()) {
      return;
    }
    if (honoured.test(parameter)) {
      config.put(name, value.getAsDouble());
    } else if (!model.id().equals(request.model().orElse(model.id()))) {
      // Under another name of the model the guard does not know it, and has told nothing.
      shortfall.dropped("'" + model.id() + "' does not honour " + parameter + ": dropped");
    }
  }

  /** The service takes 32 bits. A longer seed is folded, which is as good for repeating. */
  private static int seed(long seed) {
    return seed == (int) seed ? (int) seed : Long.hashCode(seed);
  }

  /** The form of the answer, as settings. */
  private static final class Format implements ResponseFormat.Visitor<Map<String, Object>> {
    private static final Map<String, Object> JSON = Map.of("responseMimeType", "application/json");

    @Override
    public Map<String, Object> text(ResponseFormat.Text format) {
      return Map.of();
    }

    @Override
    public Map<String, Object> jsonObject(ResponseFormat.JsonObject format) {
      return JSON;
    }

    @Override
    public Map<String, Object> jsonSchema(ResponseFormat.JsonSchema format) {
      Map<String, Object> settings = new LinkedHashMap<>(JSON);
      settings.put(
          "responseJsonSchema", RequestBody.parsed("The answer's schema", format.schema()));
      return settings;
    }

    @Override
    public Map<String, Object> unknown(ResponseFormat format) {
      throw Unsayable.kind(format);
    }
  }
}
