package dev.runnel.sandbox.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Checks a JSON object field by field; no field may be missing and none may be unknown. */
final class BodyCheck {

  private static final Set<String> ROLES = Set.of("system", "user", "assistant");

  private final JsonNode body;
  private final Findings findings;
  private final Set<String> known = new HashSet<>();

  BodyCheck(ReceivedRequest request, Findings findings) {
    this.findings = findings;
    this.body = read(request, findings);
  }

  private static JsonNode read(ReceivedRequest request, Findings findings) {
    try {
      JsonNode parsed = request.parsed();
      if (parsed.isObject()) {
        return parsed;
      }
      findings.add("the body should be a JSON object, not " + kind(parsed));
    } catch (JsonProcessingException e) {
      findings.add("the body is not one JSON document: " + e.getOriginalMessage());
    }
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode body() {
    return body;
  }

  BodyCheck literal(String field, boolean value) {
    JsonNode found = field(field);
    if (!found.isMissingNode() && !found.equals(JsonNodeFactory.instance.booleanNode(value))) {
      findings.add("field '" + field + "' should be " + value + ", not " + found);
    }
    return this;
  }

  BodyCheck literal(String field, String value) {
    return text(field, value::equals, "\"" + value + "\"");
  }

  BodyCheck text(String field, Predicate<String> rule, String words) {
    JsonNode found = field(field);
    if (!found.isMissingNode() && !(found.isTextual() && rule.test(found.textValue()))) {
      findings.add("field '" + field + "' should be " + words + ", not " + found);
    }
    return this;
  }

  BodyCheck number(String field, double least, double most) {
    JsonNode found = field(field);
    if (!found.isMissingNode()
        && !(found.isNumber() && found.doubleValue() >= least && found.doubleValue() <= most)) {
      findings.add(
          "field '"
              + field
              + "' should be a number from "
              + least
              + " to "
              + most
              + ", not "
              + found);
    }
    return this;
  }

  /** The model must be one of these, or the name of a fault. */
  BodyCheck model(List<String> models, Predicate<String> faults) {
    return text(
        "model",
        model -> models.contains(model) || faults.test(model),
        "one of " + models + " or the name of a fault");
  }

  BodyCheck messages() {
    JsonNode messages = field("messages");
    if (messages.isMissingNode()) {
      return this;
    }
    if (!messages.isArray() || messages.isEmpty()) {
      findings.add("field 'messages' should be an array of at least one message, not " + messages);
      return this;
    }
    for (int i = 0; i < messages.size(); i++) {
      message("messages[" + i + "]", messages.get(i));
    }
    return this;
  }

  private void message(String where, JsonNode message) {
    if (!message.isObject()) {
      findings.add(where + " should be an object, not " + message);
      return;
    }
    if (!(message.path("role").isTextual() && ROLES.contains(message.path("role").textValue()))) {
      findings.add(
          where + ".role should be system, user or assistant, not " + message.path("role"));
    }
    if (!message.path("content").isTextual()) {
      findings.add(where + ".content should be a string, not " + message.path("content"));
    }
    unknown(message, Set.of("role", "content"), where + ".");
  }

  /** Reports every field that was not named before. */
  void andNothingElse() {
    unknown(body, known, "");
  }

  private void unknown(JsonNode object, Set<String> fields, String where) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        findings.add(
            "field '" + where + name + "' is not part of this protocol: " + object.get(name));
      }
    }
  }

  private JsonNode field(String name) {
    known.add(name);
    JsonNode found = body.path(name);
    if (found.isMissingNode()) {
      findings.add("field '" + name + "' is missing");
    }
    return found;
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "empty" : node.getNodeType().toString().toLowerCase(Locale.ROOT);
  }
}
