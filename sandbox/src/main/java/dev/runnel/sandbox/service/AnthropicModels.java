package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The models there are, and the list of them, a page at a time.
 *
 * @param faults tells whether a model is the name of a fault
 */
record AnthropicModels(List<String> names, Predicate<String> faults) {

  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 1_000;

  AnthropicModels {
    names = List.copyOf(names);
  }

  /** Whether there is such a model; a name without the date stands for its snapshot. */
  boolean has(String model) {
    return faults.test(model)
        || names.stream()
            .anyMatch(name -> name.equals(model) || AnthropicModel.family(name).equals(model));
  }

  void check(String model, Findings findings) {
    if (!has(model)) {
      findings.add(Finding.of(404, "model: " + model).type("not_found_error"));
    }
  }

  void checkPage(ReceivedRequest request, Findings findings) {
    Map<String, String> query = query(request);
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      switch (parameter.getKey()) {
        case "limit" -> {
          if (!parameter.getValue().matches("\\d{1,4}")
              || Integer.parseInt(parameter.getValue()) < 1
              || Integer.parseInt(parameter.getValue()) > LARGEST_PAGE) {
            findings.add(
                AnthropicErrors.invalid("limit: Input should be between 1 and " + LARGEST_PAGE));
          }
        }
        case "after_id", "before_id" -> {
          if (!names.contains(parameter.getValue())) {
            findings.add(AnthropicErrors.invalid(parameter.getKey() + ": no such model"));
          }
        }
        case "beta" -> {}
        default ->
            findings.add(
                AnthropicErrors.invalid(parameter.getKey() + ": Extra inputs are not permitted"));
      }
    }
  }

  /** One page of the list, JSON. */
  String list(ReceivedRequest request) {
    Map<String, String> query = query(request);
    int size = Integer.parseInt(query.getOrDefault("limit", Integer.toString(USUAL_PAGE)));
    int from = 0;
    int to = names.size();
    if (query.containsKey("after_id")) {
      from = names.indexOf(query.get("after_id")) + 1;
    }
    if (query.containsKey("before_id")) {
      to = names.indexOf(query.get("before_id"));
      from = Math.max(from, to - size);
    }
    List<String> page = names.subList(from, Math.min(to, from + size));
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode data = list.putArray("data");
    page.forEach(name -> data.add(document(name)));
    return list.put("has_more", from + page.size() < to)
        .put("first_id", page.isEmpty() ? null : page.get(0))
        .put("last_id", page.isEmpty() ? null : page.get(page.size() - 1))
        .toString();
  }

  /** One model, JSON. */
  String one(String name) {
    return document(
            names.stream()
                .filter(each -> each.equals(name) || AnthropicModel.family(each).equals(name))
                .findFirst()
                .orElse(name))
        .toString();
  }

  private static ObjectNode document(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "model")
        .put("id", name)
        .put("display_name", AnthropicModel.family(name))
        .put("created_at", "2026-06-01T00:00:00Z");
  }

  private static Map<String, String> query(ReceivedRequest request) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : request.query().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        parameters.put(
            equals < 0 ? pair : pair.substring(0, equals),
            equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return parameters;
  }
}
