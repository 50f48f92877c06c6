package dev.runnel.gateway.anthropic;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import java.util.HashSet;
import java.util.Set;

/** Reads {@code tools} and {@code tool_choice}. */
final class ToolReader {
  private static final Set<String> HINTS =
      Set.of("defer_loading", "eager_input_streaming", "input_examples", "strict");
  private static final Set<String> CUSTOM =
      Set.of(
          "allowed_callers",
          "cache_control",
          "defer_loading",
          "description",
          "eager_input_streaming",
          "input_examples",
          "input_schema",
          "name",
          "strict",
          "type");

  private final Leftovers leftovers;
  private final Set<String> names = new HashSet<>();

  ToolReader(Leftovers leftovers) {
    this.leftovers = leftovers;
  }

  void read(Field body, ChatRequest.Builder request) {
    Field tools = body.get("tools");
    if (tools.present()) {
      tools.elements().forEach(tool -> request.tools(tool(tool.object())));
    }
    Field choice = body.get("tool_choice");
    if (choice.present()) {
      request.toolChoice(choice(choice));
    }
  }

  private Tool tool(Field tool) {
    String type = tool.get("type").textOr("custom");
    if (!type.equals("custom")) {
      throw tool.get("type")
          .refused(
              "'"
                  + Field.shortened(type)
                  + "' is a tool that Anthropic's own service or models bring along, and this"
                  + " gateway may answer by another; give a custom tool: name, description,"
                  + " input_schema");
    }
    tool.only(CUSTOM);
    checkCallers(tool.get("allowed_callers"));
    HINTS.stream().sorted().map(tool::get).forEach(leftovers::add);
    leftovers.cacheControl(tool);
    String name = tool.need("name").filled();
    if (!names.add(name)) {
      throw tool.get("name").refused("Tool names must be unique");
    }
    return new Tool(
        name, tool.get("description").textOr(""), tool.need("input_schema").object().json());
  }

  private static void checkCallers(Field callers) {
    if (callers.present()) {
      callers.elements().forEach(caller -> caller.word(Set.of("direct")));
    }
  }

  private ToolChoice choice(Field choice) {
    choice.only(Set.of("type", "name", "disable_parallel_tool_use"));
    Field oneByOne = choice.get("disable_parallel_tool_use");
    if (oneByOne.isSet()) {
      leftovers.pass(choice, oneByOne.path());
    }
    String type = choice.need("type").word(Set.of("auto", "any", "tool", "none"));
    if (names.isEmpty() && !type.equals("none") && !type.equals("auto")) {
      throw choice.refused("A tool can only be asked for where tools are given");
    }
    return switch (type) {
      case "any" -> ToolChoice.REQUIRED;
      case "none" -> ToolChoice.NONE;
      case "tool" -> {
        String name = choice.need("name").text();
        if (!names.contains(name)) {
          throw choice.get("name").refused("'" + Field.shortened(name) + "' is none of the tools");
        }
        yield ToolChoice.named(name);
      }
      default -> ToolChoice.AUTO;
    };
  }
}
