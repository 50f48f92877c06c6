package dev.runnel.provider.ollama;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import java.util.List;

/** What an endpoint can do. What a model can, only Ollama knows; see {@link LocalModels}. */
final class OllamaCapabilities {
  private OllamaCapabilities() {}

  /**
   * Says what is known without asking.
   *
   * @param models those that were configured; the others are asked for
   * @param cloud whether it is Ollama's own service, which gives text in no prescribed form
   */
  static Capabilities of(List<String> models, boolean cloud) {
    Capabilities.Builder all =
        Capabilities.builder()
            .models(models.toArray(String[]::new))
            .openEnded()
            .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
            .supports(Feature.USAGE)
            .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
            .honours(RequestParameter.TEMPERATURE, RequestParameter.TOP_P)
            .honours(RequestParameter.MAX_TOKENS, RequestParameter.STOP, RequestParameter.SEED)
            .honours(RequestParameter.PRESENCE_PENALTY, RequestParameter.FREQUENCY_PENALTY)
            .honours(RequestParameter.REASONING_EFFORT)
            .parameter("model", "String")
            .parameter("messages", "List<Message>")
            .parameter("tools", "List<Tool>")
            .parameter("format", "String | JsonSchema")
            .parameter("think", "boolean | String")
            .parameter("options", "Options")
            .parameter("keep_alive", "String")
            .parameter("stream", "boolean");
    Feature[] prescribed = {Feature.JSON_OBJECT, Feature.JSON_SCHEMA};
    return (cloud ? all.lacks(prescribed) : all.supports(prescribed)).build();
  }
}
