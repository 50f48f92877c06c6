package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The models there are.
 *
 * @param names those that chat, without {@code models/}
 * @param faults tells whether a model is the name of a fault
 */
record GeminiModels(List<String> names, Predicate<String> faults) {

  static final List<String> USUAL =
      List.of(
          "gemini-flash-latest",
          "gemini-pro-latest",
          "gemini-flash-lite-latest",
          "gemini-4-argon",
          "gemini-3.8-flash",
          "gemini-3.6-flash",
          "gemini-3.5-flash-lite",
          "gemini-3.1-flash-lite",
          "gemini-3.1-pro-preview",
          "gemini-2.5-pro",
          "gemini-2.5-flash",
          "gemini-2.5-flash-lite",
          "gemini-2.0-flash");

  /** One that does not chat, as there are several. */
  private static final String EMBEDDING = "gemini-embedding-001";

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 1000;
  private static final Pattern NUMBERED = Pattern.compile("gemini-(\\d+)(?:\\.(\\d+))?.*");

  GeminiModels {
    names = List.copyOf(names);
  }

  boolean has(String model) {
    return names.contains(model) || faults.test(model);
  }

  boolean hasAnyMethod(String model) {
    return has(model) || model.equals(EMBEDDING);
  }

  /** Whether a model demands the signatures of its tool calls: since Gemini 3. */
  static boolean signs(String model) {
    return generation(model) >= 300;
  }

  /** Whether a model is told how long to think by a level. */
  static boolean takesLevel(String model) {
    return generation(model) >= 300;
  }

  /** Whether a model's thinking can be kept to a minimum. */
  static boolean takesMinimal(String model) {
    int generation = generation(model);
    return generation >= 300 && generation <= 305 && model.contains("flash");
  }

  /** Whether a model is told how long to think by a number of tokens. */
  static boolean takesBudget(String model) {
    return generation(model) >= 205 && generation(model) < 400;
  }

  static boolean thinks(String model) {
    return generation(model) >= 205;
  }

  /** 205 for Gemini 2.5; what is always the newest is newer than all. */
  private static int generation(String model) {
    if (model.endsWith("-latest")) {
      return 399;
    }
    Matcher numbered = NUMBERED.matcher(model);
    if (!numbered.matches()) {
      return 400; // a fault can be tried as whatever model it is asked as
    }
    int minor = numbered.group(2) == null ? 0 : Integer.parseInt(numbered.group(2));
    return Integer.parseInt(numbered.group(1)) * 100 + minor;
  }

  /** A page of the list of models, JSON. */
  String page(Map<String, String> query) {
    int size = number(query.getOrDefault("pageSize", ""), USUAL_PAGE);
    int from = number(query.getOrDefault("pageToken", ""), 0);
    int to = Math.min(names.size() + 1, from + Math.min(Math.max(size, 1), LARGEST_PAGE));
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode models = page.putArray("models");
    for (int i = from; i < to; i++) {
      models.add(i == names.size() ? embedding() : document(names.get(i)));
    }
    if (to <= names.size()) {
      page.put("nextPageToken", Integer.toString(to));
    }
    return page.toPrettyString();
  }

  private static int number(String text, int fallback) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  /** One model, JSON. */
  String one(String name) {
    return (name.equals(EMBEDDING) ? embedding() : document(name)).toPrettyString();
  }

  private static ObjectNode document(String name) {
    ObjectNode model = head(name);
    model.put("inputTokenLimit", 1_048_576).put("outputTokenLimit", 65_536);
    methods(model, "generateContent", "countTokens", "createCachedContent", "batchGenerateContent");
    model.put("temperature", 1).put("topP", 0.95).put("topK", 64).put("maxTemperature", 2);
    return thinks(name) ? model.put("thinking", true) : model;
  }

  private static ObjectNode embedding() {
    ObjectNode model = head(EMBEDDING);
    model.put("inputTokenLimit", 2048).put("outputTokenLimit", 1);
    methods(model, "embedContent", "countTextTokens", "countTokens");
    return model;
  }

  private static ObjectNode head(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", "models/" + name)
        .put("version", "001")
        .put("displayName", name)
        .put("description", "A model of the sandbox");
  }

  private static void methods(ObjectNode model, String... methods) {
    ArrayNode list = model.putArray("supportedGenerationMethods");
    List.of(methods).forEach(list::add);
  }
}
