package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code "strict": true} demands of a JSON schema: each object names all its properties as
 * required and allows no others. From the guide to Structured Outputs.
 */
final class OpenAiStrictSchema {

  private OpenAiStrictSchema() {}

  /** The first thing that is wrong with it, in words. */
  static Optional<String> firstFault(JsonNode schema) {
    return firstFault(schema, List.of());
  }

  private static Optional<String> firstFault(JsonNode schema, List<String> context) {
    if (schema.path("type").asText().equals("object") || schema.has("properties")) {
      if (!schema.path("additionalProperties").isBoolean()
          || schema.path("additionalProperties").booleanValue()) {
        return fault(context, "'additionalProperties' is required to be supplied and to be false.");
      }
      for (String name : names(schema.path("properties"))) {
        if (!required(schema).contains(name)) {
          return fault(
              context,
              "'required' is required to be supplied and to be an array including every key in"
                  + " properties. Missing '"
                  + name
                  + "'.");
        }
      }
    }
    for (String name : names(schema.path("properties"))) {
      Optional<String> inner =
          firstFault(schema.path("properties").get(name), with(context, "properties", name));
      if (inner.isPresent()) {
        return inner;
      }
    }
    for (String name : names(schema.path("$defs"))) {
      Optional<String> inner = firstFault(schema.path("$defs").get(name), with(context, name));
      if (inner.isPresent()) {
        return inner;
      }
    }
    for (int i = 0; i < schema.path("anyOf").size(); i++) {
      Optional<String> inner =
          firstFault(schema.path("anyOf").get(i), with(context, "anyOf", "" + i));
      if (inner.isPresent()) {
        return inner;
      }
    }
    return schema.path("items").isObject()
        ? firstFault(schema.path("items"), with(context, "items"))
        : Optional.empty();
  }

  private static Optional<String> fault(List<String> context, String what) {
    return Optional.of(
        "In context=("
            + context.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
            + "), "
            + what);
  }

  private static List<String> with(List<String> context, String... names) {
    List<String> inner = new ArrayList<>(context);
    inner.addAll(List.of(names));
    return inner;
  }

  private static List<String> required(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
