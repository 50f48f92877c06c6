package dev.runnel.runner.routing;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Feature;
import dev.runnel.api.Message;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Support;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a request fits what an endpoint can do.
 *
 * @param refused what it cannot take and cannot leave out, in words
 * @param curtailed which parts of the conversation it would leave out, in words
 * @param ignored which settings it would leave out, in words
 * @param known whether it is sure that it has everything that is needed
 */
record Fit(List<String> refused, List<String> curtailed, List<String> ignored, boolean known) {
  /**
   * Compares.
   *
   * @param model the model that would be asked
   */
  static Fit of(ChatRequest request, Optional<String> model, Capabilities capabilities) {
    List<String> refused = new ArrayList<>();
    List<String> curtailed = new ArrayList<>();
    boolean known = model.map(name -> capabilities.model(name).isPresent()).orElse(false);
    for (Feature feature : needs(request, capabilities)) {
      Support support =
          model
              .map(name -> capabilities.feature(name, feature))
              .orElseGet(() -> capabilities.feature(feature));
      known &= support != Support.UNKNOWN;
      if (support == Support.NO) {
        (canBeLeftOut(feature) ? curtailed : refused).add(inWords(feature));
      }
    }
    return new Fit(refused, curtailed, ignored(request, model, capabilities), known);
  }

  private static Set<Feature> needs(ChatRequest request, Capabilities capabilities) {
    Set<Feature> needs = EnumSet.noneOf(Feature.class);
    if (any(request, message -> message.role() == Role.SYSTEM)) {
      needs.add(Feature.SYSTEM_MESSAGES);
    }
    boolean remembered =
        request.conversationId().isPresent()
            && capabilities.honoured().contains(RequestParameter.CONVERSATION_ID);
    if (request.messages().size() > 1 && !remembered) {
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

  private static boolean canBeLeftOut(Feature feature) {
    return feature == Feature.SYSTEM_MESSAGES || feature == Feature.MULTI_TURN;
  }

  private static String inWords(Feature feature) {
    return switch (feature) {
      case MULTI_TURN -> "more than the last message";
      case JSON_SCHEMA -> "a JSON schema for its answer";
      case JSON_OBJECT -> "JSON as the form of its answer";
      default -> feature.toString();
    };
  }

  private static List<String> ignored(
      ChatRequest request, Optional<String> model, Capabilities capabilities) {
    List<RequestParameter> set = new ArrayList<>();
    addIf(set, RequestParameter.TEMPERATURE, request.temperature().isPresent());
    addIf(set, RequestParameter.TOP_P, request.topP().isPresent());
    addIf(set, RequestParameter.MAX_TOKENS, request.maxTokens().isPresent());
    addIf(set, RequestParameter.STOP, !request.stop().isEmpty());
    addIf(set, RequestParameter.SEED, request.seed().isPresent());
    addIf(set, RequestParameter.PRESENCE_PENALTY, request.presencePenalty().isPresent());
    addIf(set, RequestParameter.FREQUENCY_PENALTY, request.frequencyPenalty().isPresent());
    addIf(set, RequestParameter.REASONING_EFFORT, request.reasoningEffort().isPresent());
    return set.stream()
        .filter(parameter -> !honours(model, capabilities, parameter))
        .map(RequestParameter::toString)
        .toList();
  }

  private static boolean honours(
      Optional<String> model, Capabilities capabilities, RequestParameter parameter) {
    return model
        .map(name -> capabilities.honours(name, parameter))
        .orElseGet(() -> capabilities.honoured().contains(parameter));
  }

  private static void addIf(List<RequestParameter> list, RequestParameter one, boolean wanted) {
    if (wanted) {
      list.add(one);
    }
  }

  private static boolean hasPart(ChatRequest request, Class<? extends ContentPart> kind) {
    return any(request, message -> message.parts().stream().anyMatch(kind::isInstance));
  }

  private static boolean any(ChatRequest request, Predicate<Message> predicate) {
    return request.messages().stream().anyMatch(predicate);
  }
}
