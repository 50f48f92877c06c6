package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * The models there are.
 *
 * @param faults tells whether a model is the name of a fault
 */
record OpenAiModels(List<String> names, Predicate<String> faults) {

  private static final long CREATED = 1_715_367_049;

  OpenAiModels {
    names = List.copyOf(names);
  }

  void check(String model, Findings findings) {
    if (!names.contains(model) && !faults.test(model)) {
      findings.add(
          OpenAiErrors.invalid(
                  "The model `" + model + "` does not exist or you do not have access to it.")
              .status(404)
              .code("model_not_found"));
    }
  }

  /** The list of models, JSON. */
  String list() {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    names.forEach(name -> data.add(document(name)));
    return list.toString();
  }

  /** One model, JSON. */
  String one(String name) {
    return document(name).toString();
  }

  private static ObjectNode document(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", CREATED)
        .put("owned_by", "system");
  }
}
