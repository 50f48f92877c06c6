package dev.runnel.sandbox.dialect;

import static java.util.Objects.requireNonNull;

/**
 * What an answer may quote from its request.
 *
 * @param model the model asked for, or the service's only one
 * @param prompt the last message as it stood on the wire, a service's prefix included
 * @param prefix what the client put before the message; empty where the service knows none
 */
public record Asked(String model, String prompt, String prefix) {

  public Asked {
    requireNonNull(model, "model is null");
    requireNonNull(prompt, "prompt is null");
    requireNonNull(prefix, "prefix is null");
  }
}
