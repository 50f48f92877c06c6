package dev.runnel.guard;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.Message;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Support;
import dev.runnel.api.Warning;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a request fits an endpoint: what is refused because leaving it out would make it another
 * request, and what is dropped with a warning.
 */
final class RequestFit {
  private final Origin origin;
  private final Capabilities capabilities;
  private final ChatRequest request;
  private final List<Warning> dropped = new ArrayList<>();

  private RequestFit(Origin origin, Capabilities capabilities, ChatRequest request) {
    this.origin = origin;
    this.capabilities = capabilities;
    this.request = request;
  }

  /** Fits a request whose model is filled in. */
  static RequestFit of(Origin origin, Capabilities capabilities, ChatRequest request) {
    RequestFit fit = new RequestFit(origin, capabilities, request);
    fit.collectDropped();
    return fit;
  }

  /** What does not reach the model; unmodifiable. */
  List<Warning> dropped() {
    return List.copyOf(dropped);
  }

  /** Why the request cannot go to this endpoint, if it cannot. */
  Optional<ChatException> refusal() {
    Optional<ChatException> model = unknownModel();
    if (model.isPresent()) {
      return model;
    }
    List<String> missing = missingFeatures();
    if (!missing.isEmpty()) {
      return Optional.of(
          origin
              .failure(
                  ErrorKind.INVALID_REQUEST,
                  "'" + origin.endpoint() + "' does not take " + enumerated(missing))
              .nextStep("Leave that out, or ask another service")
              .build());
    }
    if (request.strict() && !dropped.isEmpty()) {
      return Optional.of(
          origin
              .failure(
                  ErrorKind.INVALID_REQUEST,
                  "The request is strict and not all of it can be honoured: "
                      + String.join("; ", dropped.stream().map(Warning::message).toList()))
              .nextStep("Leave that out, do not ask strictly, or ask another service")
              .build());
    }
    return Optional.empty();
  }

  private Optional<ChatException> unknownModel() {
    Optional<String> model = request.model();
    if (model.isEmpty() || capabilities.offers(model.get())) {
      return Optional.empty();
    }
    List<String> known = capabilities.models().stream().map(ModelInfo::id).toList();
    return Optional.of(
        origin
            .failure(
                ErrorKind.MODEL_NOT_FOUND,
                "'" + origin.endpoint() + "' has no model '" + model.get() + "'")
            .nextStep(
                NearName.of(model.get(), known)
                    .map(near -> "Did you mean '" + near + "'?")
                    .orElse("It has: " + String.join(", ", known)))
            .build());
  }

  private List<String> missingFeatures() {
    List<String> missing = new ArrayList<>();
    if (lacks(Feature.IMAGES) && hasPart(ContentPart.Image.class)) {
      missing.add("images");
    }
    if (lacks(Feature.TOOLS)
        && (!request.tools().isEmpty()
            || hasPart(ContentPart.ToolCall.class)
            || hasPart(ContentPart.ToolResult.class))) {
      missing.add("tools");
    }
    ResponseFormat format = request.responseFormat();
    if (lacks(Feature.JSON_SCHEMA) && format instanceof ResponseFormat.JsonSchema) {
      missing.add("a JSON schema for its answer");
    }
    if (lacks(Feature.JSON_OBJECT) && format instanceof ResponseFormat.JsonObject) {
      missing.add("JSON as the form of its answer");
    }
    return missing;
  }

  private static String enumerated(List<String> things) {
    int last = things.size() - 1;
    return last == 0
        ? things.get(0)
        : String.join(", ", things.subList(0, last)) + " or " + things.get(last);
  }

  private void collectDropped() {
    dropUnhonoured(RequestParameter.TEMPERATURE, request.temperature().isPresent());
    dropUnhonoured(RequestParameter.TOP_P, request.topP().isPresent());
    dropUnhonoured(RequestParameter.MAX_TOKENS, request.maxTokens().isPresent());
    dropUnhonoured(RequestParameter.STOP, !request.stop().isEmpty());
    dropUnhonoured(RequestParameter.SEED, request.seed().isPresent());
    dropUnhonoured(RequestParameter.PRESENCE_PENALTY, request.presencePenalty().isPresent());
    dropUnhonoured(RequestParameter.FREQUENCY_PENALTY, request.frequencyPenalty().isPresent());
    dropUnhonoured(RequestParameter.REASONING_EFFORT, request.reasoningEffort().isPresent());
    if (lacks(Feature.MULTI_TURN)) {
      dropEarlierMessages();
    } else if (lacks(Feature.SYSTEM_MESSAGES)) {
      drop("system messages", count(Role.SYSTEM, request.messages()));
    }
  }

  private void dropEarlierMessages() {
    List<Message> earlier = request.messages().subList(0, request.messages().size() - 1);
    int system = count(Role.SYSTEM, earlier);
    int steering = feature(Feature.SYSTEM_MESSAGES) == Support.YES ? system : 0;
    boolean remembered =
        request.conversationId().isPresent()
            && capabilities.honoured().contains(RequestParameter.CONVERSATION_ID);
    drop("system messages", system - steering);
    if (!remembered) {
      drop("all but the last message", earlier.size() - system);
    }
  }

  private void dropUnhonoured(RequestParameter parameter, boolean set) {
    if (!set) {
      return;
    }
    if (!capabilities.honoured().contains(parameter)) {
      drop(parameter.toString(), 1);
    } else {
      request
          .model()
          .filter(model -> !capabilities.honours(model, parameter))
          .ifPresent(model -> drop(model, parameter.toString()));
    }
  }

  private void drop(String what, int count) {
    if (count > 0) {
      drop(origin.endpoint(), what);
    }
  }

  private void drop(String who, String what) {
    dropped.add(Warning.dropped("'" + who + "' does not honour " + what + ": dropped"));
  }

  private static int count(Role role, List<Message> messages) {
    return (int) messages.stream().filter(message -> message.role() == role).count();
  }

  private boolean lacks(Feature feature) {
    return feature(feature) == Support.NO;
  }

  private Support feature(Feature feature) {
    return request
        .model()
        .map(model -> capabilities.feature(model, feature))
        .orElseGet(() -> capabilities.feature(feature));
  }

  private boolean hasPart(Class<? extends ContentPart> kind) {
    return request.messages().stream()
        .flatMap(message -> message.parts().stream())
        .anyMatch(kind::isInstance);
  }
}
