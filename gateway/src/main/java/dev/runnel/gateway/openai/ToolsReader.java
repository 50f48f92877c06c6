package dev.runnel.gateway.openai;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.gateway.form.Extra;
import dev.runnel.gateway.form.JsonBody;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code tools} and which of them must be called. */
final class ToolsReader {
  private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");

  private final Leftovers leftovers;
  private final List<Extra> extras;
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private boolean strict;

  /**
   * @param extras where the tools go as they came, where that says more than a tool can
   */
  ToolsReader(Leftovers leftovers, List<Extra> extras) {
    this.leftovers = leftovers;
    this.extras = extras;
  }

  void read(Field body, ChatRequest.Builder request) {
    Field list = body.get("tools");
    if (list.present()) {
      list.elements("an array of objects").forEach(tool -> tool(tool.object()));
    }
    Field wanted = body.get("tool_choice");
    ToolChoice choice = wanted.present() ? choice(wanted) : ToolChoice.AUTO;
    request.tools(tools.values().toArray(Tool[]::new));
    request.toolChoice(choice);
    if (strict && whole(list) && choice.tool().isEmpty()) {
      extras.add(new Extra("tools", JsonBody.plain(list.node()), "tools[].function.strict"));
    } else if (strict) {
      // A tool that is named is, for some services, the only one that is sent.
      leftovers.add(list.elements("").get(0).get("function").get("strict"));
    }
  }

  /** Whether {@code allowed_tools} has left all. */
  private boolean whole(Field list) {
    return tools.size() == list.node().size();
  }

  private void tool(Field tool) {
    function(tool.need("type"));
    leftovers.addOthers(tool, Set.of("type", "function"));
    Field function = tool.need("function").object();
    leftovers.addOthers(function, FUNCTION);
    strict |= function.get("strict").isSet();
    Field name = function.need("name");
    Field description = function.get("description");
    Field parameters = function.get("parameters");
    Tool read =
        new Tool(
            name.filled(),
            description.present() ? description.text() : "",
            parameters.present() ? parameters.object().node().toString() : "");
    if (tools.put(read.name(), read) != null) {
      throw name.invalid("there are two tools of this name");
    }
  }

  private static void function(Field type) {
    if (type.text().equals("custom")) {
      throw type.unsupported("tools here are functions; use a tool of the type 'function'.");
    }
    if (!type.text().equals("function")) {
      throw type.notAmong("'function'");
    }
  }

  private ToolChoice choice(Field choice) {
    if (choice.node().isTextual()) {
      return word(choice);
    }
    if (!choice.node().isObject()) {
      throw choice.wrongType("a string or an object");
    }
    Field type = choice.need("type");
    if (type.text().equals("allowed_tools")) {
      return allowed(choice.need("allowed_tools").object());
    }
    function(type);
    return ToolChoice.named(known(choice.need("function").object().need("name")));
  }

  private ToolChoice word(Field choice) {
    return switch (choice.text()) {
      case "auto" -> ToolChoice.AUTO;
      case "none" -> ToolChoice.NONE;
      case "required" -> {
        if (tools.isEmpty()) {
          throw choice.invalid("'required' is only allowed when 'tools' are specified");
        }
        yield ToolChoice.REQUIRED;
      }
      default -> throw choice.notAmong("'none', 'auto', 'required'");
    };
  }

  /** A choice among a few: the others are not offered. */
  private ToolChoice allowed(Field allowed) {
    Set<String> names = new LinkedHashSet<>();
    for (Field tool : allowed.need("tools").elements("an array of objects")) {
      function(tool.object().need("type"));
      names.add(known(tool.need("function").object().need("name")));
    }
    Field mode = allowed.need("mode");
    ToolChoice choice =
        switch (mode.text()) {
          case "auto" -> ToolChoice.AUTO;
          case "required" -> ToolChoice.REQUIRED;
          default -> throw mode.notAmong("'auto', 'required'");
        };
    tools.keySet().retainAll(names);
    return choice;
  }

  private String known(Field name) {
    if (!tools.containsKey(name.text())) {
      throw name.invalid("no function of this name is specified in 'tools'");
    }
    return name.text();
  }
}
