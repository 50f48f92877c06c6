package dev.runnel.sandbox.improvise;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool that a request offers.
 *
 * @param parameters the JSON schema of its arguments; a missing node where there is none
 */
public record Tool(String name, JsonNode parameters) {

  public Tool {
    requireNonNull(name, "name is null");
    requireNonNull(parameters, "parameters is null");
  }
}
