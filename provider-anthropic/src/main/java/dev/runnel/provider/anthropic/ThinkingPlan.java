package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ToolChoice;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is asked to think.
 *
 * @param thinking the field of this name; empty: the model's own habit
 * @param effort {@code output_config.effort}; empty: the model's own
 * @param on whether this asks it to think, with what that excludes
 */
record ThinkingPlan(Map<String, Object> thinking, Optional<String> effort, boolean on) {
  private static final ThinkingPlan HABIT = new ThinkingPlan(Map.of(), Optional.empty(), false);

  /** The service takes no smaller budget. */
  private static final int LEAST_BUDGET = 1024;

  private static final int SOME_BUDGET = 4096;
  private static final int MORE_BUDGET = 12_288;
  private static final int MUCH_BUDGET = 24_576;

  /**
   * Makes the plan for a request.
   *
   * @param maxTokens thinking included
   */
  static ThinkingPlan of(
      ChatRequest request,
      ModelTraits model,
      Conversation conversation,
      long maxTokens,
      Shortfall shortfall) {
    Optional<ReasoningEffort> effort = request.reasoningEffort();
    if (demandsTool(request)) {
      if (effort.filter(wanted -> wanted != ReasoningEffort.NONE).isPresent()) {
        shortfall.dropped(
            RequestParameter.REASONING_EFFORT,
            "'" + model.id() + "' does not think where it must call a tool: effort is dropped");
      }
      return model.thinksUnasked() || effort.isPresent() ? off(model, shortfall) : HABIT;
    }
    if (effort.isEmpty()) {
      return model.thinksUnasked() ? adaptive(Optional.empty()) : HABIT;
    }
    if (effort.get() == ReasoningEffort.NONE) {
      return off(model, shortfall);
    }
    return switch (model.thinking()) {
      case ADAPTIVE -> adaptive(Optional.of(level(effort.get())));
      case BUDGET -> budget(effort.get(), model, conversation, maxTokens, shortfall);
      case NONE -> {
        shortfall.dropped(
            RequestParameter.REASONING_EFFORT,
            "'" + model.id() + "' does not think: effort is dropped");
        yield HABIT;
      }
    };
  }

  static boolean demandsTool(ChatRequest request) {
    ToolChoice.Mode mode = request.toolChoice().mode();
    return mode == ToolChoice.Mode.REQUIRED || mode == ToolChoice.Mode.NAMED;
  }

  private static ThinkingPlan adaptive(Optional<String> effort) {
    // Newer models do not show what they think unless they are told to.
    return new ThinkingPlan(Map.of("type", "adaptive", "display", "summarized"), effort, true);
  }

  private static ThinkingPlan off(ModelTraits model, Shortfall shortfall) {
    if (model.thinking() == ModelTraits.Thinking.NONE) {
      return HABIT;
    }
    return switch (model.off()) {
      case DISABLED -> new ThinkingPlan(Map.of("type", "disabled"), Optional.empty(), false);
      case BETWEEN_TOOLS ->
          new ThinkingPlan(Map.of("type", "between_tools"), Optional.empty(), false);
      case NEVER -> {
        shortfall.dropped(
            "'"
                + model.id()
                + "' cannot be kept from thinking: it is asked for as little as it can");
        yield adaptive(Optional.of("low"));
      }
    };
  }

  private static String level(ReasoningEffort effort) {
    return switch (effort) {
      case MEDIUM -> "medium";
      case HIGH -> "high";
      default -> "low";
    };
  }

  private static ThinkingPlan budget(
      ReasoningEffort effort,
      ModelTraits model,
      Conversation conversation,
      long maxTokens,
      Shortfall shortfall) {
    if (conversation.isInterruptedWithoutThought()) {
      shortfall.dropped(
          "'"
              + model.id()
              + "' cannot think on where its thoughts before the tool call are missing: effort is"
              + " dropped");
      return HABIT;
    }
    if (maxTokens <= LEAST_BUDGET) {
      shortfall.dropped(
          "Of "
              + maxTokens
              + " tokens at most none are left for thinking, which takes more than "
              + LEAST_BUDGET
              + ": effort is dropped");
      return HABIT;
    }
    int wanted =
        switch (effort) {
          case LOW -> SOME_BUDGET;
          case MEDIUM -> MORE_BUDGET;
          case HIGH -> MUCH_BUDGET;
          default -> LEAST_BUDGET;
        };
    // What is thought counts; a quarter at least is for the answer.
    long budget = Math.max(LEAST_BUDGET, Math.min(wanted, maxTokens / 4 * 3));
    return new ThinkingPlan(
        Map.of("type", "enabled", "budget_tokens", budget), Optional.empty(), true);
  }
}
