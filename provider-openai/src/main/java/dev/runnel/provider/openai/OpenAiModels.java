package dev.runnel.provider.openai;

import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Support;
import dev.runnel.http.json.JsonView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is known of models by their names. */
final class OpenAiModels {
  /**
   * Those that a user of today is likely to want. The first is the default: it takes every
   * parameter that a request can have, which those that reason do not.
   */
  static final List<String> KNOWN =
      List.of(
          "gpt-4.1-mini",
          "gpt-5.4",
          "gpt-5.4-mini",
          "gpt-5.4-nano",
          "gpt-5.2",
          "gpt-5.1",
          "gpt-5",
          "gpt-5-mini",
          "gpt-5-nano",
          "gpt-4.1",
          "gpt-4.1-nano",
          "gpt-4o",
          "gpt-4o-mini",
          "o3",
          "o4-mini",
          "gpt-3.5-turbo");

  /** What OpenAI's models are called. */
  static final List<String> FAMILIAR = List.of("gpt-", "chatgpt-", "o1", "o3", "o4");

  /** Of what a list of models names, what does not chat. */
  private static final Pattern NO_CHAT =
      Pattern.compile(
          ".*(embed|whisper|tts|dall-e|image|moderation|realtime|transcribe|davinci|babbage|sora"
              + "|-instruct$|rerank|guard).*");

  private static final Pattern REASONING = Pattern.compile("o[1-9](-.*)?|gpt-5(\\..*|-.*)?");
  private static final Pattern CHAT_VARIANT = Pattern.compile("gpt-5.*-chat.*");

  private OpenAiModels() {}

  /** Whether it is one of OpenAI's models that reason, which take other parameters than others. */
  static boolean reasons(String model) {
    return REASONING.matcher(model).matches() && !CHAT_VARIANT.matcher(model).matches();
  }

  /** Whether such a model does not reason unless it is told to: those since GPT-5.1. */
  static boolean reasonsOnDemand(String model) {
    return model.startsWith("gpt-5.");
  }

  /** A model of which the name is known, and a little more of some. */
  static ModelInfo info(String model) {
    return model.startsWith("gpt-3.5-turbo")
        ? new ModelInfo(model, Map.of(Feature.IMAGES, Support.NO, Feature.JSON_SCHEMA, Support.NO))
        : ModelInfo.of(model);
  }

  /**
   * The models that a service lists, in the order of their names, without those that cannot chat.
   */
  static List<ModelInfo> listed(JsonView document) {
    // Most wrap the list; Together sends it bare.
    JsonView list = document.isArray() ? document : document.get("data");
    List<ModelInfo> models = new ArrayList<>();
    for (JsonView each : list.elements()) {
      String id = each.get("id").text("");
      if (!id.isBlank() && !NO_CHAT.matcher(id).matches()) {
        models.add(info(id));
      }
    }
    models.sort(Comparator.comparing(ModelInfo::id));
    return List.copyOf(models);
  }
}
