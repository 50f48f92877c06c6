package dev.runnel.provider.openai;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an endpoint of this protocol can do, in the words of its options. */
final class OpenAiCapabilities {
  /**
   * What OpenAI's models have. Not reasoning: they keep it to themselves in this protocol, while
   * other servers show it.
   */
  static final List<String> AT_OPENAI =
      List.of("tools", "parallel-tool-calls", "images", "json-schema", "json-object", "usage");

  private OpenAiCapabilities() {}

  /**
   * Those of an endpoint, whose models are open-ended.
   *
   * @param models known by name, the default one first
   * @param supports features that every model has, beyond what the protocol as such has
   * @param lacks features that none has
   * @param ignores request parameters that do not reach the model
   * @param familiar what the names of its models begin with
   */
  static Capabilities of(
      List<String> models,
      List<String> supports,
      List<String> lacks,
      List<String> ignores,
      List<String> familiar) {
    Capabilities.Builder builder =
        Capabilities.builder()
            .models(models.stream().map(OpenAiModels::info).toList())
            .openEnded()
            .familiar(familiar.toArray(String[]::new))
            .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
            .parameter("model", "String")
            .parameter("messages", "List<Message>")
            .parameter("stream", "boolean");
    supports.forEach(word -> builder.supports(named(Feature.values(), word)));
    lacks.forEach(word -> builder.lacks(named(Feature.values(), word)));
    Set<RequestParameter> honoured =
        EnumSet.complementOf(EnumSet.of(RequestParameter.CONVERSATION_ID));
    ignores.forEach(word -> honoured.remove(named(RequestParameter.values(), word)));
    return builder.honours(honoured.toArray(RequestParameter[]::new)).build();
  }

  private static <E extends Enum<E>> E named(E[] all, String word) {
    return Arrays.stream(all)
        .filter(each -> OpenAiOptions.word(each).equals(word))
        .findFirst()
        .orElseThrow();
  }
}
