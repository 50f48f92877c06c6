package dev.runnel.api;

import static java.util.Objects.requireNonNull;

/**
 * A function that a model may ask to have called.
 *
 * @param name as the model calls it
 * @param description when and for what to call it; may be empty
 * @param parametersSchema the arguments' JSON schema, as JSON text; empty where it takes none
 */
public record Tool(String name, String description, String parametersSchema) {
  public Tool {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    requireNonNull(parametersSchema, "parametersSchema is null");
  }
}
