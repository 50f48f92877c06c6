package dev.runnel.runner.routing;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Feature;
import dev.runnel.api.Message;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a request asks of whoever serves it; read once, however many could, since a conversation may
 * be long.
 *
 * @param features what it cannot do without; not changed
 * @param remembered whether it is of a conversation, which some services remember
 * @param parameters which settings it has; not changed
 */
record Needs(Set<Feature> features, boolean remembered, Set<RequestParameter> parameters) {
  static Needs of(ChatRequest request) {
    return new Needs(
        featuresOf(request), request.conversationId().isPresent(), parametersOf(request));
  }

  /** What is needed of one that can this. */
  Set<Feature> features(Capabilities capabilities) {
    if (!remembered || !capabilities.honoured().contains(RequestParameter.CONVERSATION_ID)) {
      return features;
    }
    Set<Feature> left = EnumSet.noneOf(Feature.class);
    left.addAll(features);
    left.remove(Feature.MULTI_TURN); // it knows what was said before
    return left;
  }

  private static Set<Feature> featuresOf(ChatRequest request) {
    Set<Feature> needs = EnumSet.noneOf(Feature.class);
    if (any(request, message -> message.role() == Role.SYSTEM)) {
      needs.add(Feature.SYSTEM_MESSAGES);
    }
    if (request.messages().size() > 1) {
      needs.add(Feature.MULTI_TURN);
    }
    if (hasPart(request, ContentPart.Image.class)) {
      needs.add(Feature.IMAGES);
    }
    if (!request.tools().isEmpty()
        || hasPart(request, ContentPart.ToolCall.class)
        || hasPart(request, ContentPart.ToolResult.class)) {
      needs.add(Feature.TOOLS);
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema) {
      needs.add(Feature.JSON_SCHEMA);
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonObject) {
      needs.add(Feature.JSON_OBJECT);
    }
    return needs;
  }

  private static Set<RequestParameter> parametersOf(ChatRequest request) {
    Set<RequestParameter> set = EnumSet.noneOf(RequestParameter.class);
    addIf(set, RequestParameter.TEMPERATURE, request.temperature().isPresent());
    addIf(set, RequestParameter.TOP_P, request.topP().isPresent());
    addIf(set, RequestParameter.MAX_TOKENS, request.maxTokens().isPresent());
    addIf(set, RequestParameter.STOP, !request.stop().isEmpty());
    addIf(set, RequestParameter.SEED, request.seed().isPresent());
    addIf(set, RequestParameter.PRESENCE_PENALTY, request.presencePenalty().isPresent());
    addIf(set, RequestParameter.FREQUENCY_PENALTY, request.frequencyPenalty().isPresent());
    addIf(set, RequestParameter.REASONING_EFFORT, request.reasoningEffort().isPresent());
    return set;
  }

  private static void addIf(Set<RequestParameter> set, RequestParameter one, boolean wanted) {
    if (wanted) {
      set.add(one);
    }
  }

  private static boolean hasPart(ChatRequest request, Class<? extends ContentPart> kind) {
    return any(request, message -> message.parts().stream().anyMatch(kind::isInstance));
  }

  private static boolean any(ChatRequest request, Predicate<Message> predicate) {
    return request.messages().stream().anyMatch(predicate);
  }
}
