package dev.runnel.gateway.anthropic;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.ResponseFormat;
import java.util.Optional;
import java.util.Set;

/** Reads how an answer is to be thought over, and in which form it is to be. */
final class OutputReader {
  /** The service takes no smaller budget. */
  private static final int LEAST_BUDGET = 1024;

  private OutputReader() {}

  static void read(Field body, Leftovers leftovers, ChatRequest.Builder request) {
    Field config = body.get("output_config");
    Field format = body.get("output_format"); // where it was before output_config
    Optional<ReasoningEffort> effort = Optional.empty();
    if (config.present()) {
      config.only(Set.of("effort", "format"));
      effort = effort(config.get("effort"));
      if (config.get("format").present()) {
        if (format.present()) {
          throw format.refused("output_config.format says it too; give one of them");
        }
        format = config.get("format");
      }
    }
    if (format.present()) {
      request.responseFormat(format(format));
    }
    request.reasoningEffort(thinking(body, effort, leftovers).orElse(null));
  }

  private static ResponseFormat format(Field format) {
    format.only(Set.of("type", "schema")).need("type").word(Set.of("json_schema"));
    return new ResponseFormat.JsonSchema("answer", format.need("schema").object().json(), true);
  }

  private static Optional<ReasoningEffort> effort(Field effort) {
    if (!effort.present()) {
      return Optional.empty();
    }
    return switch (effort.word(Set.of("low", "medium", "high", "xhigh", "max"))) {
      case "low" -> Optional.of(ReasoningEffort.LOW);
      case "medium" -> Optional.of(ReasoningEffort.MEDIUM);
      default -> Optional.of(ReasoningEffort.HIGH);
    };
  }

  private static Optional<ReasoningEffort> thinking(
      Field body, Optional<ReasoningEffort> effort, Leftovers leftovers) {
    Field thinking = body.get("thinking");
    if (!thinking.present()) {
      return effort;
    }
    thinking.only(Set.of("type", "budget_tokens", "display", "block_binding"));
    Field display = thinking.get("display");
    if (display.present() && display.word(Set.of("summarized", "omitted")).equals("omitted")) {
      leftovers.add(display); // what a service shows of its thoughts is passed on
    }
    leftovers.add(thinking.get("block_binding"));
    return switch (thinking
        .need("type")
        .word(Set.of("enabled", "adaptive", "disabled", "between_tools"))) {
      case "enabled" -> Optional.of(effort.orElse(ofBudget(budget(thinking, body))));
      case "adaptive" -> Optional.of(effort.orElse(ReasoningEffort.HIGH)); // the service's default
      default -> Optional.of(ReasoningEffort.NONE);
    };
  }

  private static int budget(Field thinking, Field body) {
    Field budget = thinking.need("budget_tokens");
    int tokens = budget.integer(LEAST_BUDGET);
    Field most = body.get("max_tokens");
    if (most.present() && tokens >= most.integer(1)) {
      throw budget.refused("max_tokens must be greater than thinking.budget_tokens");
    }
    return tokens;
  }

  /** The effort that budgets of about this size are usual for. */
  private static ReasoningEffort ofBudget(int tokens) {
    if (tokens < 2_048) {
      return ReasoningEffort.MINIMAL;
    }
    if (tokens <= 8_192) {
      return ReasoningEffort.LOW;
    }
    return tokens <= 16_384 ? ReasoningEffort.MEDIUM : ReasoningEffort.HIGH;
  }
}
